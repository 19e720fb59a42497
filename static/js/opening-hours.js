// Says whether a station is open now, from the hours in data-opening: {week, special}, a day
// being a list of [opens, closes]. By the station's clock, Asia/Shanghai: UTC+8, all year round.
const HOUR = 3600e3;
const DAY = 24 * HOUR;
const SOON = 30 / 60 * HOUR;
const AHEAD = 60; // days

function spansOn({ week, special }, day) {
  const iso = day.toISOString().slice(0, 10);
  const found = special.find(([first, last]) => first <= iso && iso <= last);
  return found ? found[2] : week[(day.getUTCDay() + 6) % 7];
}

function at(day, time) {
  return Date.parse(`${day.toISOString().slice(0, 10)}T${time}Z`);
}

function next(schedule, now) {
  for (let ahead = 0; ahead < AHEAD; ahead += 1) {
    const day = new Date(+now + ahead * DAY);
    const span = spansOn(schedule, day).find(([opens]) => at(day, opens) > now);
    if (span) return { ahead, day, time: span[0] };
  }
  return null;
}

// One of the words, and what fills it.
function state(schedule, now, words) {
  const open = spansOn(schedule, now).find(([opens, closes]) => at(now, opens) <= now && now < at(now, closes));
  if (open) return [at(now, open[1]) - now <= SOON ? "soon" : "open", { time: open[1] }];
  const found = next(schedule, now);
  if (!found) return ["closed", {}];
  const { ahead, day, time } = found;
  if (ahead < 2) return [["today", "tomorrow"][ahead], { time }];
  const date = words.date.replace("{month}", day.getUTCMonth() + 1).replace("{day}", day.getUTCDate());
  return ["later", { time, day: ahead < 7 ? words.weekdays[(day.getUTCDay() + 6) % 7] : date }];
}

function tell() {
  const now = new Date(Date.now() + 8 * HOUR);
  for (const element of document.querySelectorAll("[data-opening]")) {
    const words = JSON.parse(element.closest("[data-opening-words]").dataset.openingWords);
    const [name, filling] = state(JSON.parse(element.dataset.opening), now, words);
    element.textContent = words[name].replace(/{(\w+)}/g, (_, key) => filling[key].replace(/^0/, ""));
    element.dataset.state = name;
    element.hidden = false;
  }
}

if (document.querySelector("[data-opening]")) {
  tell();
  setInterval(tell, HOUR / 120);
  // A phone that slept shows an old minute until it looks again.
  addEventListener("visibilitychange", tell);
}
