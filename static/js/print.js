// Print buttons, but not inside WeChat, which prints nothing; and folded answers open on paper, where nothing can be unfolded.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = /MicroMessenger/i.test(navigator.userAgent);
  button.addEventListener("click", () => window.print());
}

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  opened.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));
