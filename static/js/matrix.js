// The matrix: a row opens to its divisions, a column to its techniques. Without script their links lead there.
"use strict";

for (const opener of document.querySelectorAll(".opener")) {
  const children = document.getElementById(opener.getAttribute("aria-controls"));
  opener.hidden = false;
  opener.addEventListener("click", () => {
    children.hidden = !children.hidden;
    opener.setAttribute("aria-expanded", String(!children.hidden));
  });
}
