// Takes the place of a worker that is not wanted any more: forgets everything, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.map((name) => caches.delete(name))))
    .then(() => registration.unregister()));
});
