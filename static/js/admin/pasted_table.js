// Fills the table block from a table that is pasted from Word, WPS, Excel or a web page, each cell into a cell.
//
// Pasted into a rich text, a table becomes a table block below it; the text around it stays in the rich text.
(() => {
  const { StructBlockDefinition, StreamBlockDefinition } = window.wagtailStreamField.blocks;
  const DEEPEST_HEADER = 3;
  const MOST_COLUMNS = 50;

  const said = (text) => text.replace(/\s+/g, " ").trim();

  // Rows of {text, covered}: a merged cell repeats its text, marked by the side from which it is covered.
  const gridOf = (table) => {
    const rows = [...table.rows].map(() => []);
    rows.forEach((cells, at) => {
      let column = 0;
      for (const cell of table.rows[at].cells) {
        while (cells[column]) column += 1;
        for (let down = 0; down < Math.min(cell.rowSpan || 1, rows.length - at); down += 1) {
          for (let right = 0; right < Math.min(cell.colSpan, MOST_COLUMNS); right += 1) {
            const covered = right ? "left" : down ? "above" : "";
            rows[at + down][column + right] = { text: said(cell.textContent), covered };
          }
        }
      }
    });
    return evened(rows);
  };

  const evened = (rows) => {
    const width = Math.max(0, ...rows.map((row) => row.length));
    return rows.map((row) => Array.from({ length: width }, (_none, at) => row[at] || { text: "", covered: "" }));
  };

  const gridOfText = (text) => {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    return evened(lines.map((line) => line.split("\t").map((cell) => ({ text: said(cell), covered: "" }))));
  };

  const tablesIn = (clipboard) => {
    const html = clipboard ? clipboard.getData("text/html") : "";
    const pasted = /<table\b/i.test(html) ? new DOMParser().parseFromString(html, "text/html") : null;
    const tables = pasted ? [...pasted.querySelectorAll("table")].filter((one) => !one.parentElement.closest("table")) : [];
    return { pasted, tables: tables.filter((table) => table.querySelectorAll("td, th").length > 1) };
  };

  const pastedGrid = (clipboard) => {
    const { tables } = tablesIn(clipboard);
    if (tables.length) return gridOf(tables[0]);
    const text = clipboard ? clipboard.getData("text/plain") : "";
    return text.includes("\t") ? gridOfText(text) : null;
  };

  // Caption, header and rows of texts: a first row across the table is its caption, a header of several rows is one.
  const asTable = (grid) => {
    const rows = [...grid];
    const isAcross = (row) => row.length > 1 && row.slice(1).every((cell) => cell.covered === "left");
    const caption = rows.length > 1 && isAcross(rows[0]) ? rows.shift()[0].text : "";
    let depth = 1;
    if (rows[0].some((cell) => cell.covered === "left")) {
      const last = Math.min(rows.length - 1, DEEPEST_HEADER);
      while (depth < last && rows[depth].some((cell) => cell.covered === "above")) depth += 1;
    }
    const header = rows[0].map((_cell, at) => joined(rows.slice(0, depth).map((row) => row[at].text)));
    return { caption, header, rows: rows.slice(depth).map(shownCells) };
  };

  const joined = (texts) => [...new Set(texts.filter(Boolean))].join(" ");
  const shownCells = (row) => row.map((cell) => (cell.covered === "left" ? "" : cell.text));

  const textsOf = (state) => ({
    header: state.header.map((cell) => cell.value || ""),
    rows: state.rows.map((row) => row.value.cells.map((cell) => cell.value || "")),
  });

  // Writes a grid over the cells from a place on, row 0 being the header; the table grows as it needs.
  const writtenOver = ({ header, rows }, grid, place) => {
    const all = [header, ...rows].map((row) => [...row]);
    grid.map(shownCells).forEach((cells, down) => {
      const row = (all[place.row + down] ||= []);
      cells.forEach((text, right) => {
        row[place.column + right] = text;
      });
    });
    const width = Math.max(...all.map((row) => row.length));
    const whole = all.map((row) => Array.from({ length: width }, (_none, at) => row[at] || ""));
    return { header: whole[0], rows: whole.slice(1) };
  };

  // The state of list blocks; what was there keeps its id, by which translations and comments know it.
  const stateOf = ({ header, rows }, old) => ({
    header: header.map((value, at) => ({ value, id: old.header[at]?.id || null })),
    rows: rows.map((row, at) => {
      const before = old.rows[at];
      const cells = row.map((value, column) => ({ value, id: before?.value.cells[column]?.id || null }));
      return { value: { cells }, id: before?.id || null };
    }),
  });

  const placeIn = (block, target) => {
    const among = (list) => list.children.findIndex((child) => child.element.contains(target));
    const { header, rows } = block.childBlocks;
    const row = among(rows);
    if (row < 0) return { row: 0, column: Math.max(0, among(header)) };
    return { row: row + 1, column: Math.max(0, among(rows.children[row].block.childBlocks.cells)) };
  };

  const fill = (block, grid, target) => {
    const state = block.getState();
    const texts = textsOf(state);
    const isEmpty = ![...texts.header, ...texts.rows.flat()].some(Boolean);
    const found = isEmpty ? asTable(grid) : writtenOver(texts, grid, placeIn(block, target));
    block.setState({ ...state, caption: state.caption || found.caption || "", ...stateOf(found, state) });
    block.childBlocks.header.children[0]?.focus();
  };

  const taken = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  class TableDefinition extends StructBlockDefinition {
    render(...given) {
      const block = super.render(...given);
      const element = block.container?.[0] || block.element;
      element.addEventListener("paste", (event) => {
        const grid = pastedGrid(event.clipboardData);
        if (!grid || !(event.target instanceof HTMLInputElement)) return;
        taken(event);
        fill(block, grid, event.target);
      }, true);
      return block;
    }
  }

  const insertTables = (stream, event) => {
    const { pasted, tables } = tablesIn(event.clipboardData);
    const at = stream.children.findIndex((child) => child.element.contains(event.target));
    const first = stream.blockDef.initialChildStates.table;
    if (!tables.length || at < 0 || !first) return;
    taken(event);
    tables.forEach((table, number) => {
      const found = asTable(gridOf(table));
      const value = { ...first, caption: found.caption, ...stateOf(found, { header: [], rows: [] }) };
      stream.insert({ type: "table", value, id: window.crypto.randomUUID?.() || null }, at + 1 + number);
      table.remove();
    });
    const text = pasted.body.textContent;
    if (!text.trim()) return;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", pasted.documentElement.outerHTML);
    clipboardData.setData("text/plain", text);
    event.target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  };

  class BodyDefinition extends StreamBlockDefinition {
    render(...given) {
      const stream = super.render(...given);
      stream.container[0].addEventListener("paste", (event) => {
        if (event.target.closest?.(".public-DraftEditor-content")) insertTables(stream, event);
      }, true);
      return stream;
    }
  }

  window.telepath.register("portal.blocks.Table", TableDefinition);
  window.telepath.register("portal.blocks.Body", BodyDefinition);
})();
