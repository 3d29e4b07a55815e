// Keeps superscripts and subscripts that are pasted from Word or a web page: 10³ m³, CO₂, and never 103 m3, CO2.
// Leaves out what Word has deleted or commented, and says so.
//
// The editor for rich text knows neither as pasted, and plain fields take plain text alone, so both get the
// characters that Unicode has for them. What has no such character (a footnote mark, say) stays as it is.
(() => {
  const RAISED = { "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    "+": "⁺", "-": "⁻", "−": "⁻", "–": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ", "i": "ⁱ" };
  const LOWERED = { "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    "+": "₊", "-": "₋", "−": "₋", "–": "₋", "=": "₌", "(": "₍", ")": "₎", "e": "ₑ", "x": "ₓ" };

  const characters = (element) => {
    const table = element.localName === "sup" ? RAISED : LOWERED;
    const written = [...element.textContent.trim()].map((letter) => table[letter]);
    return written.length && written.every(Boolean) ? written.join("") : null;
  };

  // A link with this style is the text that is commented on, and stays.
  const NO_TEXT = "del, span[style*='mso-comment-reference'], .MsoCommentReference, a.msocomanchor, "
    + "[style*='mso-element:comment']";
  const MARKED = /<(?:su[bp]|del)\b|mso-comment|mso-element:\s*comment|msocom/i;
  const leftOut = document.currentScript.dataset.leftOut;

  const withoutDeleted = (pasted) => {
    const found = [...pasted.body.querySelectorAll(NO_TEXT)].filter((element) => element.textContent.trim());
    found.forEach((element) => element.remove());
    if (found.length) {
      const detail = { text: leftOut, type: "warning", clear: true };
      document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    }
    return found.length > 0;
  };

  const marked = (html) => {
    const pasted = new DOMParser().parseFromString(html, "text/html");
    let changed = withoutDeleted(pasted);
    for (const element of pasted.querySelectorAll("sup, sub")) {
      const written = characters(element);
      if (written) {
        element.replaceWith(written);
        changed = true;
      }
    }
    return changed ? pasted : null;
  };

  // For other scripts: what was pasted, as a document with those characters.
  window.withWrittenPowers = (html) => marked(html) ?? new DOMParser().parseFromString(html, "text/html");

  const isField = (target) =>
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");

  document.addEventListener("paste", (event) => {
    const html = event.isTrusted && event.clipboardData ? event.clipboardData.getData("text/html") : "";
    const pasted = MARKED.test(html) ? marked(html) : null;
    if (!pasted) return;
    const text = pasted.body.textContent;
    const again = () => {
      const data = new DataTransfer();
      data.setData("text/html", pasted.documentElement.outerHTML);
      data.setData("text/plain", text);
      const options = { bubbles: true, cancelable: true, clipboardData: data };
      return event.target.dispatchEvent(new ClipboardEvent("paste", options));
    };
    if (isField(event.target)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!again()) return; // a table block has taken it (pasted_table.js)
      const line = event.target instanceof HTMLInputElement ? text.replace(/\s+/g, " ").trim() : text;
      document.execCommand("insertText", false, line);
    } else if (event.target.closest?.(".public-DraftEditor-content")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      again();
    }
  }, true);
})();
