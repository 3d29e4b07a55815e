// The matrix: a row opens to its divisions, a column to its techniques, and the table is a grid with one stop of the
// keyboard (WAI-ARIA grid). Without script it is a table of links.
"use strict";

for (const opener of document.querySelectorAll(".opener")) {
  const children = document.getElementsByClassName(opener.dataset.opens);
  opener.hidden = false;
  opener.addEventListener("click", () => {
    const opens = opener.getAttribute("aria-expanded") === "false";
    for (const row of children) row.hidden = !opens;
    opener.setAttribute("aria-expanded", String(opens));
  });
}

const grid = document.querySelector(".matrix-wide table");
if (grid) makeGrid(grid);

function makeGrid(table) {
  const STOPS = "a[href], button";
  let current = null;

  // Roles only now: without script the arrow keys do not work, and it is a plain table.
  table.setAttribute("role", "grid");
  for (const stop of table.querySelectorAll(STOPS)) stop.tabIndex = -1;
  // The region is a stop only so that the keyboard can scroll it; the grid does that itself.
  table.parentElement.removeAttribute("tabindex");
  makeCurrent(table.querySelector("tbody a.cell:not(.none)") || table.querySelector(STOPS));

  table.addEventListener("focusin", (event) => {
    const stop = event.target.closest(STOPS);
    if (stop) makeCurrent(stop);
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const next = target(event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  // What is folded away cannot hold the only stop.
  document.addEventListener("change", (event) => {
    if (event.target.id === "matrix-all" && !isShown(current)) makeCurrent(rows()[0][0]);
  });
  table.addEventListener("click", () => {
    if (!isShown(current)) makeCurrent(rows()[0][0]);
  });

  function makeCurrent(stop) {
    if (current) current.tabIndex = -1;
    current = stop;
    if (current) current.tabIndex = 0;
  }

  function isShown(stop) {
    return stop.getClientRects().length > 0;
  }

  // The stops of each row that is shown and has any.
  function rows() {
    return [...table.rows]
      .map((row) => [...row.querySelectorAll(STOPS)].filter(isShown))
      .filter((stops) => stops.length > 0);
  }

  function target(event) {
    const all = rows();
    const row = all.find((stops) => stops.includes(event.target));
    if (!row) return null;
    const [first, last] = event.ctrlKey ? [all[0], all[all.length - 1]] : [row, row];
    switch (event.key) {
      case "ArrowRight": return row[row.indexOf(event.target) + 1];
      case "ArrowLeft": return row[row.indexOf(event.target) - 1];
      case "ArrowDown": return below(all.slice(all.indexOf(row) + 1), event.target);
      case "ArrowUp": return below(all.slice(0, all.indexOf(row)).reverse(), event.target);
      case "Home": return first[0];
      case "End": return last[last.length - 1];
      default: return null;
    }
  }

  // The nearest row with a stop in the same column: of the same kind where it has one. A row over all columns counts.
  function below(others, stop) {
    const column = stop.closest("th, td").cellIndex;
    for (const stops of others) {
      const own = stops.filter((other) => {
        const cell = other.closest("th, td");
        return cell.cellIndex === column || cell.colSpan > 1;
      });
      const found = own.find((other) => other.tagName === stop.tagName) || own[0];
      if (found) return found;
    }
    return null;
  }
}
