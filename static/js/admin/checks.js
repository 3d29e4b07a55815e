// The tab "Checks" of a story: a new list after each automatic save, and buttons that lead to the row a finding names.
(() => {
  const { Controller } = window.StimulusModule;

  class ChecksController extends Controller {
    static targets = ["list"];
    static values = { address: String };

    // Ask for the list of what has just been saved. What is typed meanwhile, and the place in it, stays.
    async renew(event) {
      const page = event.detail?.response?.pk;
      if (page) this.addressValue = this.addressValue.replace(/\/\d+\/checks\/$/, `/${page}/checks/`);
      const answer = await fetch(this.addressValue, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok || answer.redirected) return;
      const html = await answer.text();
      const typed = this.typed();
      const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
      const place = focused && { id: focused.id, start: focused.selectionStart, end: focused.selectionEnd };
      this.listTarget.innerHTML = html;
      for (const [name, value] of typed) this.restore(name, value);
      if (place) this.focus(place);
    }

    // The fields that differ from what the server last sent.
    typed() {
      return [...this.element.querySelectorAll("textarea, input[type=checkbox]")]
        .filter((field) => (field.type === "checkbox" ? field.checked : field.value !== field.defaultValue))
        .map((field) => [field.name, field.value]);
    }

    restore(name, value) {
      const field = this.element.querySelector(`[name="${CSS.escape(name)}"]`);
      if (!field) return;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }

    focus({ id, start, end }) {
      const field = id && document.getElementById(id);
      if (!field) return;
      field.focus({ preventScroll: true });
      if (field.setSelectionRange) field.setSelectionRange(start, end);
    }

    show({ params: { uid, position } }) {
      const row = this.rowOf(uid) || this.rowAt(position);
      const tab = row?.closest("[role=tabpanel]");
      if (!tab) return;
      document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
      for (const closed of row.querySelectorAll("[data-panel-toggle][aria-expanded=false]")) closed.click();
      row.scrollIntoView({ block: "start" });
      row.querySelector("select, textarea, input:not([type=hidden])")?.focus();
    }

    rowOf(uid) {
      const field = document.querySelector(`[name^="effects-"][name$="-row_uid"][value="${CSS.escape(uid)}"]`);
      return field?.closest("[data-inline-panel-child]");
    }

    // A row that was added since the form was opened: its uid is not in the form yet.
    rowAt(position) {
      const rows = [...document.querySelectorAll("#id_effects-FORMS > [data-inline-panel-child]")];
      return rows.filter((row) => !row.classList.contains("deleted"))[position];
    }
  }

  window.wagtail.app.register("checks", ChecksController);
})();
