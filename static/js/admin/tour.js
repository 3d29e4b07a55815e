// The five-minute tour: steps from the server, shown with driver.js (static/vendor/driver.js), across several pages.
(() => {
  const { steps: address, answered, library, style } = document.currentScript.dataset;
  // Which step comes next while another page loads. Whether the tour is offered is kept by the server.
  const place = "lujian-tour";
  const patience = 10_000; // milliseconds: the menu is drawn by a script

  const load = (tag, attributes) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), attributes);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });

  async function begin(index) {
    const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok || answer.redirected) return;
    const tour = await answer.json();
    const elsewhere = (step) => step.page && step.page !== window.location.pathname;
    const leave = (at) => {
      sessionStorage.setItem(place, at);
      window.location.assign(tour.steps[at].page);
    };
    if (elsewhere(tour.steps[index])) {
      leave(index);
      return;
    }
    if (!window.driver) {
      await Promise.all([load("link", { rel: "stylesheet", href: style }), load("script", { src: library })]);
    }
    const shown = window.driver.js.driver({
      animate: false, // a key pressed while a step moves would be lost
      popoverClass: "tour",
      disableActiveInteraction: true,
      skipMissingElement: true,
      waitForElement: patience,
      showProgress: true,
      progressText: tour.progress,
      nextBtnText: tour.next,
      prevBtnText: tour.previous,
      doneBtnText: tour.done,
      onPopoverRender: ({ closeButton }) => closeButton.setAttribute("aria-label", tour.close),
      onNextClick: () => go(shown.getActiveIndex() + 1),
      onPrevClick: () => go(shown.getActiveIndex() - 1),
      steps: tour.steps.map((step) => ({
        element: step.element,
        popover: { title: step.title, description: step.text },
        onHighlightStarted: (element) => element?.matches("[role=tab]") && element.click(),
      })),
    });

    function go(at) {
      if (at < 0) return;
      if (at >= tour.steps.length) shown.destroy();
      else if (elsewhere(pageOf(at))) leave(at);
      else shown.drive(at);
    }
    // A step without a page of its own is on that of the step before.
    function pageOf(at) {
      const step = tour.steps[at];
      return step.page || at === 0 ? step : pageOf(at - 1);
    }
    shown.drive(index);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tour]");
    if (!button) return;
    event.preventDefault();
    document.querySelector("[data-tour-offer]")?.remove();
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    fetch(answered, { method: "POST", redirect: "manual", headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN } });
    begin(0);
  });

  const resume = () => {
    const waiting = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (waiting) begin(Number(waiting));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resume);
  else resume();
})();
