// Citations of the page's own sources: in the rich text editor, and in fields that choose a source.
//
// A citation stores the key of a source (its hidden field “number”). What editors and readers see is its position in
// the list, so moving a source renumbers all its citations at once.
(() => {
  const { Controller } = window.StimulusModule;
  const { React, DraftJS, draftail } = window;
  const TYPE = "CITATION";
  const OWN = "portal";
  const MARK = "※";
  const TYPED = /[[〔［【](\d{1,2})$/;
  const CLOSING = /^[\]〕］】]$/;

  // The sources in the form, in their order ---------------------------------------------------------------

  const list = () => document.getElementById("id_sources-FORMS");
  const inRow = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const isDeleted = (row) => inRow(row, "DELETE")?.value === "1" || row.classList.contains("deleted");
  const rows = () => [...(list()?.children ?? [])].filter((row) => !isDeleted(row));
  const keyOf = (row) => inRow(row, "number")?.value ?? "";

  const giveKeys = () => {
    const all = [...(list()?.children ?? [])];
    let last = Math.max(0, ...all.map((row) => Number(keyOf(row))));
    for (const row of all) {
      const field = inRow(row, "number");
      if (field && !field.value) {
        last += 1;
        field.value = String(last);
      }
    }
  };

  const sources = () => {
    giveKeys();
    return rows().map((row, at) => {
      const words = ["publisher", "title"].map((name) => inRow(row, name)?.value.trim()).filter(Boolean);
      return { key: keyOf(row), number: at + 1, words: words.join("：") };
    });
  };

  const numberOf = (key) => (key === OWN ? "§" : String(sources().find((one) => one.key === key)?.number ?? "?"));
  const wordsOf = (key) => sources().find((one) => one.key === key)?.words ?? "";

  // Shows positions again once something in the list has changed.
  const shown = new Set();
  let waiting = false;
  const refresh = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      document.querySelectorAll("[data-citation]").forEach((mark) => {
        mark.dataset.number = numberOf(mark.dataset.citation);
      });
      shown.forEach((choice) => choice.fill());
    });
  };

  // In the rich text editor -------------------------------------------------------------------------------

  // Puts a citation in place of a range of letters, by default after what is selected.
  const withCitation = (editorState, key, range = afterSelection(editorState)) => {
    const content = editorState.getCurrentContent().createEntity(TYPE, "IMMUTABLE", { key });
    const entity = content.getLastCreatedEntityKey();
    const changed = DraftJS.Modifier.replaceText(content, range, MARK, undefined, entity);
    return DraftJS.EditorState.push(editorState, changed, "insert-characters");
  };

  const afterSelection = (editorState) => {
    const selection = editorState.getSelection();
    const key = selection.getEndKey();
    const offset = selection.getEndOffset();
    return selection.merge({ anchorKey: key, anchorOffset: offset, focusKey: key, focusOffset: offset, isBackward: false });
  };

  const Citation = ({ entityKey, contentState, children }) => {
    const { key } = contentState.getEntity(entityKey).getData();
    const look = { className: "citation", "data-citation": key, "data-number": numberOf(key), title: wordsOf(key) };
    return React.createElement("span", look, children);
  };

  // A list of the sources in a dialog; Enter takes the one in focus, a digit that with its number.
  class CitationSource extends React.Component {
    constructor(props) {
      super(props);
      this.dialog = React.createRef();
      this.isDone = false;
    }

    componentDidMount() {
      this.dialog.current.showModal();
    }

    choose(key) {
      this.isDone = true;
      this.dialog.current.close();
      this.props.onComplete(withCitation(this.props.editorState, key));
    }

    close() {
      if (!this.isDone) this.props.onClose();
    }

    press(event) {
      const found = sources().find((one) => String(one.number) === event.key);
      if (!found || sources().length > 9) return;
      event.preventDefault();
      this.choose(found.key);
    }

    render() {
      const { words } = this.props.entityType;
      const button = (key, text) =>
        React.createElement("li", { key }, React.createElement("button", {
          type: "button", className: "citation-choice", onClick: () => this.choose(key),
        }, text));
      const found = sources();
      const all = found.map((one) => button(one.key, `〔${one.number}〕 ${one.words}`));
      const own = button(OWN, words.own);
      return React.createElement("dialog", {
        ref: this.dialog, className: "citation-dialog", "aria-label": words.title,
        onClose: () => this.close(), onKeyDown: (event) => this.press(event),
      }, React.createElement("h2", { className: "w-h4" }, words.title),
      found.length ? null : React.createElement("p", null, words.none),
      React.createElement("ul", null, all, own),
      React.createElement("button", {
        type: "button", className: "button button-small button-secondary", onClick: () => this.dialog.current.close(),
      }, words.cancel));
    }
  }

  // Ctrl+Shift+K opens the list; a typed [1] becomes a citation of the first source.
  const byKeyboard = {
    type: TYPE,
    keyBindingFn: (event) => ((event.ctrlKey || event.metaKey) && event.shiftKey && event.keyCode === 75 ? TYPE : undefined),
    handleBeforeInput: (letters, editorState, ...rest) => {
      const selection = editorState.getSelection();
      if (!CLOSING.test(letters) || !selection.isCollapsed()) return "not-handled";
      const end = selection.getStartOffset();
      const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
      const typed = TYPED.exec(block.getText().slice(0, end));
      const found = typed && sources().find((one) => one.number === Number(typed[1]));
      if (!found) return "not-handled";
      const whole = selection.merge({ anchorOffset: end - typed[0].length, focusOffset: end });
      rest.at(-1).setEditorState(withCitation(editorState, found.key, whole));
      return "handled";
    },
  };

  if (draftail) {
    draftail.registerPlugin({ type: TYPE, source: CitationSource, decorator: Citation }, "entityTypes");
    draftail.registerPlugin(byKeyboard, "plugins");
  }

  // In fields ---------------------------------------------------------------------------------------------

  class SourceChoice extends Controller {
    connect() {
      shown.add(this);
      this.fill();
    }

    disconnect() {
      shown.delete(this);
    }

    fill() {
      const field = this.element;
      const chosen = field.value;
      const found = sources();
      const options = found.map((one) => new Option(`〔${one.number}〕 ${one.words}`, one.key));
      if (chosen && !found.some((one) => one.key === chosen)) options.push(new Option("〔?〕", chosen));
      const texts = (all) => all.map((option) => option.value + option.text).join("\n");
      const given = [...field.options].slice(1);
      if (texts(given) === texts(options)) return;
      given.forEach((option) => option.remove());
      field.append(...options);
      field.value = chosen;
    }
  }

  window.wagtail.app.register("source-choice", SourceChoice);

  const watch = () => {
    const found = list();
    if (!found) return;
    giveKeys();
    new MutationObserver(refresh).observe(found, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    for (const event of ["input", "change", "click"]) found.addEventListener(event, refresh);
    refresh();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
