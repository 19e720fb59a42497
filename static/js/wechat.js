// Inside WeChat files do not open and nothing prints: there the way out stands where it is wanted.
// Anywhere else it would be noise. Without a script it stands everywhere.
const inside = /MicroMessenger/i.test(navigator.userAgent);
for (const tip of document.querySelectorAll(".wechat-tip")) {
  tip.hidden = !inside;
  tip.classList.toggle("loud", inside);
}
