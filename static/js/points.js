// The points of 积分测算 while one chooses. Without this the server works them out: this says the
// same as pages/points/evaluate.py, line by line (tests/browser/test_points_script.py). Numbers
// are whole hundredths, small enough that JavaScript's are exact.
const NONE = "none";
const MINUS = "−";

export function fill(sentence, given) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => given[name]);
}

// null where nothing was typed; throws the name of the sentence that tells what to mend.
export function typedHundredths(text) {
  const plain = text.normalize("NFKC").replace(/[ \t\r\n]+/g, "");
  if (!plain) return null;
  if (/^[0-9]{6,}(\.[0-9]*)?$/.test(plain)) throw new RangeError("large_number");
  if (/^[0-9]{1,5}\.[0-9]{3,}$/.test(plain)) throw new RangeError("fine_number");
  if (!/^[0-9]{1,5}(\.[0-9]{1,2})?$/.test(plain)) throw new RangeError("no_number");
  return hundredths(plain);
}

function hundredths(written) {
  const [whole, decimals = ""] = written.split(".");
  return Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
}

function inWords(value) {
  const size = Math.abs(value);
  const rest = size % 100;
  const decimals = rest ? `.${String(rest).padStart(2, "0")}`.replace(/0$/, "") : "";
  return `${value < 0 ? MINUS : ""}${(size - rest) / 100}${decimals}`;
}

const divide = (number, divisor) => (number - (number % divisor)) / divisor;
const roundHalfUp = (number, divisor) => divide(2 * number + divisor, 2 * divisor);

function itemsOf(rules) {
  return rules.parts.flatMap((part) => (part.type === "group" ? part.parts : [part]));
}

function isAskedAsChoice(item) {
  return ["gate", "choice"].includes(item.type) || (item.type === "deduction" && !item.unit);
}

function accepted(item) {
  if (item.type !== "choice") return ["yes", "no"];
  return [...item.options.map((option) => option.label), ...(item.none ? [NONE] : [])];
}

export function unanswered(rules, answers) {
  return itemsOf(rules)
    .filter((item) => isAskedAsChoice(item) && !accepted(item).includes(answers[item.key]))
    .map((item) => item.key);
}

export function mistakes(rules, answers) {
  const found = {};
  for (const item of itemsOf(rules).filter((each) => !isAskedAsChoice(each))) {
    try {
      typedHundredths(answers[item.key] || "");
    } catch (error) {
      found[item.key] = error.message;
    }
  }
  return found;
}

export function evaluate(rules, answers, words) {
  const gates = itemsOf(rules).filter((item) => item.type === "gate");
  const told = gates.map((item) => gateLine(item, answers, words));
  const lines = [];
  const terms = rules.parts
    .filter((part) => part.type !== "gate")
    .map((part) => addLines(part, answers, words, lines));
  const total = terms.reduce((sum, term) => sum + term, 0);
  const failed = told.filter((gate) => gate.holds === "no").length;
  const waiting = unanswered(rules, answers).length;
  return {
    gates: told,
    passes: !failed,
    verdict: verdict(told, failed, words),
    waiting: waiting ? fill(words.waits, { count: waiting }) : "",
    lines,
    total: inWords(total),
    sum: sumInWords(terms, total),
    threshold: threshold(rules.threshold, total, words),
  };
}

function gateLine(item, answers, words) {
  const answer = answers[item.key];
  const holds = ["yes", "no"].includes(answer) ? answer : "";
  const said = { yes: "holds", no: "fails", "": "unanswered" }[holds];
  return { key: item.key, label: item.label, holds, said: words[said] };
}

function verdict(gates, failed, words) {
  if (failed) return fill(words.stops, { count: failed });
  return gates.length && gates.every((gate) => gate.holds) ? words.passes : "";
}

function addLines(part, answers, words, lines) {
  if (part.type !== "group") {
    const [steps, points] = workOut(part, answers[part.key] || "", words);
    lines.push(line(part, steps, points, ""));
    return points;
  }
  let total = 0;
  for (const item of part.parts) {
    const [steps, points] = workOut(item, answers[item.key] || "", words);
    lines.push(line(item, steps, points, "inside"));
    total += points;
  }
  const most = hundredths(part.most);
  const told = total > most ? "capped" : "within";
  const steps = [
    fill(words.sum, { points: inWords(total) }),
    fill(words[told], { most: part.most }),
  ];
  lines.push(line(part, steps, Math.min(total, most), "cap"));
  return Math.min(total, most);
}

function line(part, steps, points, place) {
  return { key: part.key, label: part.label, steps, points: inWords(points), place };
}

function workOut(item, answer, words) {
  const rule = { choice: workOutChoice, number: workOutNumber, deduction: workOutDeduction };
  return rule[item.type](item, answer, words);
}

function workOutChoice(item, answer, words) {
  const option = item.options.find((each) => each.label === answer);
  if (option) return [[fill(words.chosen, { option: answer })], hundredths(option.points)];
  return [[answer === NONE && item.none ? words.none_of_them : words.unanswered], 0];
}

function workOutNumber(item, answer, words) {
  let value = typedHundredths(answer);
  const unit = item.unit;
  if (!value) return [[words.none], 0];
  const steps = [fill(words.amount, { amount: inWords(value), unit })];
  if (item.minimum && value < hundredths(item.minimum)) {
    return [[...steps, fill(words.too_little, { minimum: item.minimum, unit })], 0];
  }
  if (item.maximum && value > hundredths(item.maximum)) {
    value = hundredths(item.maximum);
    steps.push(fill(words.at_most, { maximum: item.maximum, unit }));
  }
  const [more, points] = counted(item, value, words);
  return [[...steps, ...more], points];
}

function counted(item, value, words) {
  if (item.rounding === "exact") return share(item, value, words);
  const per = hundredths(item.per);
  const count = {
    full: divide(value, per),
    nearest: roundHalfUp(value, per),
    started: divide(value + per - 1, per),
  }[item.rounding];
  const points = count * hundredths(item.points);
  const whole = per === 100 && value % 100 === 0;
  const given = { per: item.per, unit: item.unit, count };
  const steps = whole ? [] : [fill(words[item.rounding], given)];
  const shown = { count, each: item.points, points: inWords(points) };
  return [[...steps, fill(words.product, shown)], points];
}

function share(item, value, words) {
  const per = hundredths(item.per);
  const product = value * hundredths(item.points);
  const points = roundHalfUp(product, per);
  const amount = inWords(value);
  const shown = { amount, count: amount, per: item.per, each: item.points, points: inWords(points) };
  const steps = [fill(words[per === 100 ? "product" : "share"], shown)];
  return [product % per ? [...steps, words.rounded] : steps, points];
}

function workOutDeduction(item, answer, words) {
  const each = hundredths(item.points);
  if (!item.unit) {
    if (answer === "yes") return [[fill(words.deducted_once, { points: item.points })], 0 - each];
    return [[answer === "no" ? words.none : words.unanswered], 0];
  }
  let value = typedHundredths(answer);
  if (!value) return [[words.none], 0];
  const steps = [fill(words.amount, { amount: inWords(value), unit: item.unit })];
  if (item.maximum && value > hundredths(item.maximum)) {
    value = hundredths(item.maximum);
    steps.push(fill(words.at_most, { maximum: item.maximum, unit: item.unit }));
  }
  const points = roundHalfUp(value * each, 100);
  const shown = { count: inWords(value), each: item.points, points: inWords(points) };
  steps.push(fill(words.deducted, shown));
  if ((value * each) % 100) steps.push(words.rounded);
  return [steps, 0 - points];
}

function sumInWords(terms, total) {
  if (!terms.length) return inWords(total);
  const [first, ...rest] = terms;
  const signed = rest.map((term) => ` ${term < 0 ? MINUS : "+"} ${inWords(Math.abs(term))}`);
  return `${inWords(first)}${signed.join("")} = ${inWords(total)}`;
}

function threshold(past, total, words) {
  if (!past) return null;
  const gap = total - hundredths(past.points);
  const told = gap > 0 ? "above" : gap < 0 ? "below" : "equal";
  return { ...past, said: fill(words[told], { gap: inWords(Math.abs(gap)) }) };
}
