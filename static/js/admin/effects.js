// The rows of effects in the edit form of a story: filled from the source's words, copied and moved by keyboard.
//
// What an editor typed is never replaced in silence: where the words say otherwise, the row shows both and a button.
(() => {
  const { Controller } = window.StimulusModule;
  const RELATION = "effects";
  // Fields with a value of their own in a new row; they count as empty until an editor changes them.
  const PRESET = ["per", "printed_language"];
  // What a new row takes over from the one above it.
  const TAKEN_OVER = ["scope", "evidence", "source_number"];
  const OWN = ["id", "ORDER", "DELETE", "row_uid"];

  const ask = async (url, fields) => {
    const headers = { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, Accept: "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    // 401 and 403 say in JSON too that the session has ended.
    if (!isJson || [401, 403].includes(answer.status)) throw new Error(answer.statusText);
    return answer.json();
  };

  const forms = () => document.getElementById(`id_${RELATION}-FORMS`);
  const rows = () => [...forms().children].filter((row) => !row.classList.contains("deleted"));
  const prefixOf = (row) => row.id.replace("inline_child_", "");
  const field = (row, name) => document.getElementById(`id_${prefixOf(row)}-${name}`);
  const controls = (row) => [...row.querySelectorAll("input[name], select[name], textarea[name]")];
  const nameOf = (row, control) => control.name.replace(`${prefixOf(row)}-`, "");
  const isPreset = (row, name) => PRESET.includes(name) && row.dataset.fresh && !field(row, name).dataset.typed;
  const isEmpty = (row, name) => !field(row, name).value.trim() || isPreset(row, name);

  // A list of sources is filled a moment after its row was added: its value must not wait for that.
  const offer = (control, value) => {
    const isOffered = control.localName !== "select" || [...control.options].some((option) => option.value === value);
    if (!isOffered) control.append(new Option(value, value));
  };

  const set = (control, value) => {
    offer(control, value);
    control.value = value;
    for (const name of ["input", "change"]) control.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  };

  const takeOver = (row) => {
    const above = rows()[rows().indexOf(row) - 1];
    for (const name of TAKEN_OVER) {
      if (above && isEmpty(row, name)) set(field(row, name), field(above, name).value);
    }
    const sources = document.querySelectorAll("#id_sources-FORMS > :not(.deleted) input[name$='-number']");
    if (!above && sources.length === 1 && isEmpty(row, "source_number")) {
      set(field(row, "source_number"), sources[0].value);
    }
  };

  const addRow = () => {
    document.getElementById(`id_${RELATION}-ADD`).click();
    const row = rows().at(-1);
    row.dataset.fresh = "yes";
    return row;
  };

  // Fills what is empty; returns the names of fields that hold something else.
  const fill = (row, values) => {
    const unlike = [];
    for (const [name, value] of Object.entries(values)) {
      const control = field(row, name);
      if (!control || control.value === value) continue;
      if (isEmpty(row, name)) set(control, value);
      else if (name !== "printed" && name !== "of_what_zh") unlike.push(name);
    }
    return unlike;
  };

  const shown = (row, name, value) => {
    const control = field(row, name);
    const option = control.options && [...control.options].find((one) => one.value === value);
    const label = document.getElementById(`${control.id}-label`);
    return `${label?.firstChild.textContent.trim() ?? name} ${option ? option.textContent : value}`;
  };

  // A table of Word, Excel or WPS as lines with tabs; a merged cell stands in each place that it covers.
  const asLines = (table) => {
    const lines = [];
    [...table.rows].forEach((row, number) => {
      lines[number] ??= [];
      for (const cell of row.cells) {
        let place = 0;
        while (lines[number][place] !== undefined) place += 1;
        const words = cell.textContent.replace(/\s+/g, " ").trim();
        for (let down = 0; down < Math.min(cell.rowSpan, table.rows.length - number); down += 1) {
          lines[number + down] ??= [];
          for (let right = 0; right < cell.colSpan; right += 1) lines[number + down][place + right] = words;
        }
      }
    });
    return lines.map((cells) => Array.from(cells, (cell) => cell ?? "").join("\t")).join("\n");
  };

  const pasted = (clipboard) => {
    const html = clipboard.getData("text/html");
    const page = /<table\b/i.test(html) || /<su[bp]\b/i.test(html) ? window.withWrittenPowers(html) : null;
    const tables = page ? [...page.querySelectorAll("table")] : [];
    if (tables.length) return tables.map(asLines).join("\n\n");
    return page ? page.body.textContent : clipboard.getData("text/plain");
  };

  class EffectReader extends Controller {
    static targets = ["text", "status"];

    static values = { url: String, added: String, nothing: String, failed: String };

    connect() {
      // On the window, so that this runs before what other scripts do with pasted text.
      this.paste = (event) => {
        if (event.target !== this.textTarget || !event.clipboardData) return;
        const text = pasted(event.clipboardData);
        if (!text.trim()) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        this.textTarget.setRangeText(text, this.textTarget.selectionStart, this.textTarget.selectionEnd, "end");
        this.read();
      };
      this.added = (event) => {
        if (event.isTrusted && event.target.closest?.(`#id_${RELATION}-ADD`)) setTimeout(() => this.begin());
      };
      window.addEventListener("paste", this.paste, true);
      document.addEventListener("click", this.added);
    }

    disconnect() {
      window.removeEventListener("paste", this.paste, true);
      document.removeEventListener("click", this.added);
    }

    begin() {
      const row = rows().at(-1);
      row.dataset.fresh = "yes";
      takeOver(row);
      field(row, "printed").focus();
    }

    async read() {
      const text = this.textTarget.value;
      if (!text.trim()) return;
      try {
        const answer = await ask(this.urlValue, { text });
        if (answer.error) {
          this.statusTarget.textContent = answer.error;
          return;
        }
        const added = answer.rows.map((values) => {
          const row = addRow();
          fill(row, values);
          takeOver(row);
          return row;
        });
        this.statusTarget.textContent = added.length
          ? this.addedValue.replace("{}", added.length)
          : this.nothingValue;
        if (!added.length) return;
        this.textTarget.value = "";
        field(added[0], "of_what_zh").focus();
      } catch {
        this.statusTarget.textContent = this.failedValue;
      }
    }
  }

  class EffectRow extends Controller {
    static targets = ["figure", "unlike", "words", "several", "count"];

    // Words and addresses are those of every row: they stand once, at the box above.
    initialize() {
      this.shared = document.querySelector("[data-controller~='effect-reader']").dataset;
    }

    connect() {
      // A new row is filled before its controller is there to hear of it.
      if (this.row?.dataset.fresh) this.ask();
    }

    get row() {
      return this.element.closest("[data-inline-panel-child]");
    }

    change(event) {
      const name = nameOf(this.row, event.target);
      if (event.isTrusted) event.target.dataset.typed = "yes";
      if (name === "printed" && event.isTrusted) this.read();
      if (["quantity", "low", "high", "before", "after", "unit", "per", "basis"].includes(name)) this.ask();
    }

    async answer(url, fields) {
      try {
        return await ask(url, fields);
      } catch {
        this.figureTarget.textContent = this.shared.effectReaderFailedValue;
        return {};
      }
    }

    async read() {
      const { rows: found = [] } = await this.answer(this.shared.effectReaderUrlValue, { text: field(this.row, "printed").value });
      const [values, ...others] = found;
      this.others = others;
      this.severalTarget.hidden = !others.length;
      this.countTarget.textContent = this.shared.several.replace("{}", found.length);
      this.found = values ? Object.fromEntries(Object.entries(values).filter(([name]) => name !== "printed")) : {};
      this.showUnlike(fill(this.row, this.found));
    }

    showUnlike(names) {
      this.unlikeNames = names;
      this.unlikeTarget.hidden = !names.length;
      const words = names.map((name) => shown(this.row, name, this.found[name])).join(", ");
      this.wordsTarget.textContent = this.shared.unlike.replace("{}", words);
    }

    take() {
      for (const name of this.unlikeNames) set(field(this.row, name), this.found[name]);
      this.showUnlike([]);
    }

    addOthers() {
      for (const values of this.others) {
        const row = addRow();
        fill(row, values);
        takeOver(row);
      }
      this.severalTarget.hidden = true;
    }

    ask() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.showFigure(), 150);
    }

    async showFigure() {
      const fields = Object.fromEntries(controls(this.row).map((one) => [nameOf(this.row, one), one.value]));
      this.asked = (this.asked ?? 0) + 1;
      const number = this.asked;
      const figure = await this.answer(this.shared.figureUrl, fields);
      if (number !== this.asked || !figure.faults) return; // a later question is under way, or there was no answer
      const { plain = "", comparable, factor, note = "", faults } = figure;
      const parts = [plain, comparable && `≈ ${comparable}`, factor && `(${factor})`, note, ...Object.values(faults)];
      this.figureTarget.textContent = parts.filter(Boolean).join(" ");
      if (!isEmpty(this.row, "direction")) return;
      if (figure.direction) set(field(this.row, "direction"), figure.direction);
      // Nobody else can say it, and it must be said.
      else if (field(this.row, "quantity").value) this.element.querySelector("details").open = true;
    }

    copy() {
      const from = this.row;
      const to = addRow();
      delete to.dataset.fresh;
      for (const control of controls(from)) {
        const name = nameOf(from, control);
        if (OWN.includes(name)) continue;
        const other = field(to, name);
        if (control.type === "checkbox") other.checked = control.checked;
        else set(other, control.value);
      }
      for (let steps = rows().indexOf(to) - rows().indexOf(from) - 1; steps > 0; steps -= 1) this.move(to, "up");
      field(to, "printed").focus();
    }

    move(row, way) {
      row.querySelector(`[data-inline-panel-child-move-${way}]`).click();
    }

    press(event) {
      const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        if (event.shiftKey) this.copy();
        else {
          const row = addRow();
          takeOver(row);
          field(row, "printed").focus();
        }
      } else if (event.altKey && way) {
        this.move(this.row, way);
        event.target.focus();
      } else if (event.altKey && event.key === "Delete") {
        const place = rows().indexOf(this.row);
        document.getElementById(`id_${prefixOf(this.row)}-DELETE-button`).click();
        const next = rows()[Math.min(place, rows().length - 1)];
        (next ? field(next, "printed") : document.getElementById(`id_${RELATION}-ADD`)).focus();
      } else return;
      event.preventDefault();
    }
  }

  window.wagtail.app.register("effect-reader", EffectReader);
  window.wagtail.app.register("effect-row", EffectRow);
})();
