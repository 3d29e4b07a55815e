// Lets a save wait for the autosave that is under way, and begins none once the form was sent.
//
// A browser drops the answer of an autosave when the form is sent, but the server still carries it out: after the save,
// as a version of its own that the editor is then told of as made "in another window". One that begins while the server
// still publishes is refused as older than what was just saved.
(() => {
  const FORM = "[data-edit-form]";
  const LONGEST_WAIT = 20_000; // milliseconds; a server that is silent must not keep an editor from saving
  let underWay = null;
  let isSent = false;

  const send = window.fetch;
  window.fetch = (address, options = {}) => {
    const form = document.querySelector(FORM);
    const isAutosave =
      form && options.body instanceof FormData && new URL(address, window.location.href).href === form.action;
    if (isAutosave && isSent) return new Promise(() => {}); // the page is about to be left
    const answer = send(address, options);
    if (isAutosave) {
      const ended = new Promise((resolve) => {
        for (const name of ["success", "error"]) form.addEventListener(`w-autosave:${name}`, resolve, { once: true });
        setTimeout(resolve, LONGEST_WAIT);
      });
      underWay = ended;
      ended.then(() => {
        if (underWay === ended) underWay = null;
      });
    }
    return answer;
  };

  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (!form.matches(FORM)) return;
      if (!underWay) {
        setTimeout(() => {
          isSent = !event.defaultPrevented;
        });
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      // Named in a field: the button is disabled by then, and a disabled button is not sent.
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter?.name ?? "", value: submitter?.value ?? "" });
      form.append(pressed);
      underWay.then(() => form.requestSubmit());
    },
    true,
  );
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
})();
