// A worker that keeps the handbook and what was read, for when there is no network. Not inside a
// frame: that is a preview.
if ("serviceWorker" in navigator && window.top === window) {
  addEventListener("load", () => {
    const first = !navigator.serviceWorker.controller;
    navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready).then(({ active }) => {
      if (first) active.postMessage(location.pathname);
    }, () => {});
  });
}
