// The tagging box in the edit form of a story: terms of all vocabularies by name, from the text, or from the tree.
//
// Each ticked term is a row of the choosers below, made as their own window makes it; so the form is saved as ever.
(() => {
  const { Controller } = window.StimulusModule;

  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter(Boolean));
    return element;
  };

  const answerOf = async (address, options = {}) => {
    const headers = { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, Accept: "application/json" };
    const answer = await fetch(address, { headers, ...options });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    // 400 brings the faults of the fields; 401 and 403 say that the session has ended.
    if (!isJson || (!answer.ok && answer.status !== 400)) throw new Error(answer.statusText);
    return answer.json();
  };

  // The rows of one child relation of the form.
  class Rows {
    constructor([relation, field]) {
      this.relation = relation;
      this.id = `id_${relation}`;
      this.field = field;
    }

    get all() {
      return [...document.getElementById(`${this.id}-FORMS`).children].filter((row) => !row.classList.contains("deleted"));
    }

    input(row) {
      return document.getElementById(`id_${row.id.replace("inline_child_", "")}-${this.field}`);
    }

    get keys() {
      return this.all.map((row) => this.input(row)?.value).filter(Boolean);
    }

    add(term) {
      const panel = window.wagtail.editHandler.getPanelByName(this.relation);
      panel.addForm();
      const chooser = panel.chooserWidgetFactory.getById(this.input(this.all.at(-1)).id);
      chooser.setStateFromModalData({ id: term.key.split(":")[1], title: term.title, edit_url: "" });
    }

    remove(id) {
      for (const row of this.all.filter((one) => this.input(one)?.value === id)) {
        document.getElementById(`id_${row.id.replace("inline_child_", "")}-DELETE-button`).click();
      }
    }
  }

  class Tagging extends Controller {
    static targets = ["query", "status", "hits", "suggestions", "often", "once", "onceBox", "tree", "notes", "missing",
      "proposed", "answer"];

    static values = {
      relations: Object, findUrl: String, treeUrl: String, textUrl: String, pairsUrl: String, proposeUrl: String, found: String,
      more: String, none: String, called: String, open: String, suggested: String, unsuggested: String, failed: String,
    };

    connect() {
      this.rows = Object.fromEntries(Object.entries(this.relationsValue).map(([name, place]) => [name, new Rows(place)]));
      this.changed = (event) => {
        const ids = Object.values(this.rows).map((rows) => `${rows.id}-`);
        if (ids.some((id) => event.target.id?.startsWith(id) || event.target.closest?.(`#${id}FORMS`))) this.renewSoon();
      };
      document.addEventListener("change", this.changed);
      document.addEventListener("w-formset:removed", this.changed);
      this.renewSoon();
    }

    disconnect() {
      document.removeEventListener("change", this.changed);
      document.removeEventListener("w-formset:removed", this.changed);
    }

    get chosen() {
      return Object.entries(this.rows).flatMap(([name, rows]) => rows.keys.map((id) => `${name}:${id}`));
    }

    async ask(address, options) {
      try {
        return await answerOf(address, options);
      } catch {
        this.statusTarget.textContent = this.failedValue;
        return null;
      }
    }

    post(address, body) {
      return this.ask(address, { method: "POST", body });
    }

    // What was typed -------------------------------------------------------------------------------------------

    type() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.find(), 150);
    }

    async find() {
      const typed = this.queryTarget.value.trim();
      this.asked = (this.asked ?? 0) + 1;
      const number = this.asked;
      const answer = typed ? await this.ask(`${this.findUrlValue}?${new URLSearchParams({ q: typed })}`) : { rows: [] };
      if (number !== this.asked || !answer) return; // a later question is under way, or there was no answer
      this.hitsTarget.replaceChildren(...answer.rows.map((term) => this.line(term)));
      this.hitsTarget.hidden = !answer.rows.length;
      const count = this.foundValue.replace("{}", answer.rows.length);
      const more = answer.more ? ` ${this.moreValue.replace("{}", answer.more)}` : "";
      if (typed && !answer.rows.length) this.fieldFor("zh").value ||= typed;
      this.statusTarget.textContent = !typed ? "" : answer.rows.length ? count + more : this.noneValue;
    }

    press(event) {
      if (event.isComposing) return; // an input method takes the keys
      if (event.key === "Enter") {
        event.preventDefault(); // would submit the page
        this.hitsTarget.querySelector("input")?.click();
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        this.hitsTarget.querySelector("input")?.focus();
      } else if (event.key === "Escape") {
        this.queryTarget.value = "";
        this.find();
      }
    }

    // By arrow keys from box to box; Enter ticks and never submits the page.
    walk(event) {
      const boxes = [...event.currentTarget.querySelectorAll("input[type=checkbox]")].filter((box) => box.offsetParent);
      const at = boxes.indexOf(event.target);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (at < 0 || !(step || event.key === "Enter")) return;
      event.preventDefault();
      if (!step) event.target.click();
      else (boxes[at + step] ?? (step < 0 ? this.queryTarget : event.target)).focus();
    }

    // A term in a list -----------------------------------------------------------------------------------------

    line(term) {
      const box = made("input", { type: "checkbox", checked: this.chosen.includes(term.key) });
      box.dataset.key = term.key;
      box.addEventListener("change", () => this.tick(term, box));
      const where = [term.vocabulary, ...term.path].join(" › ");
      const text = made("span", { className: "tagging__name" }, made("code", { textContent: term.code }), ` ${term.label}`);
      const called = term.name && made("span", { className: "tagging__meta", textContent: this.calledValue.replace("{}", term.name) });
      const place = made("span", { className: "tagging__meta", textContent: where });
      const line = made("li", {}, made("label", {}, box, text, called, place));
      if (term.passage) {
        const [before, word, after] = term.passage;
        line.append(made("p", { className: "tagging__passage" }, before, made("mark", { textContent: word }), after));
      }
      if (term.ambiguous) line.append(made("p", { className: "tagging__meta", textContent: term.ambiguous }));
      return line;
    }

    tick(term, box) {
      const [vocabulary, id] = term.key.split(":");
      const rows = this.rows[vocabulary];
      if (!box.checked) rows.remove(id);
      else if (!rows.keys.includes(id)) rows.add(term);
      box.focus(); // a new row takes the focus
      this.renewSoon();
    }

    renewSoon() {
      clearTimeout(this.renewing);
      this.renewing = setTimeout(() => this.renew(), 200);
    }

    // Ticks follow the rows, whoever changed them; so do the notes on pairs.
    async renew() {
      const { chosen } = this;
      for (const box of this.element.querySelectorAll("input[data-key]")) box.checked = chosen.includes(box.dataset.key);
      if (chosen.join() === this.noted) return;
      this.noted = chosen.join();
      const answer = chosen.length > 1 ? await this.post(this.pairsUrlValue, this.body(chosen)) : { notes: [] };
      if (!answer || this.noted !== chosen.join()) return;
      this.notesTarget.replaceChildren(...answer.notes.map((textContent) => made("li", { textContent })));
      this.notesTarget.hidden = !answer.notes.length;
    }

    body(chosen) {
      return new URLSearchParams(chosen.map((key) => ["chosen", key]));
    }

    // What is missing ------------------------------------------------------------------------------------------

    fieldFor(name) {
      return this.proposedTargets.find((one) => one.dataset.field === name);
    }

    stay(event) {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); // would submit the page
    }

    async propose() {
      const body = new URLSearchParams(this.proposedTargets.map((one) => [one.dataset.field, one.value]));
      const answer = await this.post(this.proposeUrlValue, body);
      if (!answer) return;
      const errors = answer.errors ?? {};
      const label = (one) => this.element.querySelector(`label[for=${one.id}]`).textContent;
      for (const one of this.proposedTargets) {
        one.setAttribute("aria-invalid", String(one.dataset.field in errors));
        if (answer.message && one.type !== "select-one") one.value = "";
      }
      const wrong = this.proposedTargets.filter((one) => one.dataset.field in errors);
      this.answerTarget.textContent = answer.message
        ?? wrong.map((one) => `${label(one)}: ${errors[one.dataset.field].join(" ")}`).join(" ");
    }

    // From the text --------------------------------------------------------------------------------------------

    async suggest() {
      const body = this.body(this.chosen);
      for (const [name, value] of new FormData(this.element.closest("form"))) {
        if (typeof value === "string" && /^(?:title|summary)$|^body-/.test(name)) body.append(name, value);
      }
      const answer = await this.post(this.textUrlValue, body);
      if (!answer) return;
      const rows = answer.rows ?? [];
      const once = rows.filter((term) => !term.often);
      this.oftenTarget.replaceChildren(...rows.filter((term) => term.often).map((term) => this.line(term)));
      this.onceTarget.replaceChildren(...once.map((term) => this.line(term)));
      this.onceBoxTarget.hidden = !once.length;
      this.suggestionsTarget.hidden = !rows.length;
      const said = rows.length ? this.suggestedValue.replace("{}", rows.length) : this.unsuggestedValue;
      this.statusTarget.textContent = answer.error ?? said;
    }

    // The tree -------------------------------------------------------------------------------------------------

    browse(event) {
      this.treeTarget.hidden = !this.treeTarget.hidden;
      event.currentTarget.setAttribute("aria-expanded", String(!this.treeTarget.hidden));
    }

    // Opens or closes one place of the tree; what is below it is asked for once.
    async open({ currentTarget: button, params }) {
      const open = button.getAttribute("aria-expanded") === "true";
      let list = button.parentElement.querySelector(":scope > ul");
      if (!list) {
        const answer = await this.ask(`${this.treeUrlValue}?${new URLSearchParams({ of: params.of })}`);
        if (!answer) return;
        list = made("ul", { className: "tagging__rows" }, ...answer.rows.map((term) => this.branch(term)));
        button.after(list);
      }
      list.hidden = open;
      button.setAttribute("aria-expanded", String(!open));
    }

    branch(term) {
      const line = this.line({ ...term, path: [], vocabulary: "" });
      if (!term.narrower) return line;
      const textContent = this.openValue.replace("{}", term.code).replace("{count}", term.narrower);
      const button = made("button", { type: "button", className: "tagging__open", textContent });
      button.setAttribute("aria-expanded", "false");
      button.dataset.action = "tagging#open";
      button.dataset.taggingOfParam = term.key;
      line.append(button);
      return line;
    }
  }

  window.wagtail.app.register("tagging", Tagging);
})();
