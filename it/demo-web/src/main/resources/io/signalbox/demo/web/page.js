// Keeps the page fresh. Everything that a visitor wrote goes through textContent: it is never markup.
const EVERY_MS = 1000, MARKS = 120, TONES = 6, GIVE_UP_AFTER_MS = 20000;
const $ = id => document.getElementById(id);
const databases = [];
let pause = null;

const tone = name => {
  if (!name) return "tone-none";
  if (!databases.includes(name)) {
    databases.push(name);
    $("legend").append(element("span", "chip tone-" + databases.indexOf(name) % TONES, name));
  }
  return "tone-" + databases.indexOf(name) % TONES;
};
const millis = ms => ms < 10 ? ms.toFixed(1) + " ms" : ms < 1000 ? Math.round(ms) + " ms" : (ms / 1000).toFixed(1) + " s";
const ago = at => {
  const s = Math.max(0, Math.round((Date.now() - Date.parse(at)) / 1000));
  return s < 90 ? s + " s ago" : Math.round(s / 60) + " min ago";
};
const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("HTTP " + answer.status);
  return answer.json();
}

function mark(name, title) {
  const made = element("i", tone(name));
  made.title = title;
  $("track").append(made);
  while ($("track").children.length > MARKS) $("track").firstChild.remove();
}

async function who() {
  const me = await json("/whoami").catch(() => null);
  const write = me && me.write;
  $("web").textContent = me ? me.web : "none";
  $("writer").textContent = write && write.database || "none";
  $("writer-fact").textContent = write && write.database ? "is open for writes, answered in " + millis(write.tookMillis)
    : write ? write.sentence : "no web server answers";
  mark(write && write.database, new Date().toLocaleTimeString() + " " + (write && write.database || "none"));
  if (me && me.lastPause && (!pause || me.lastPause.endedAt > pause.endedAt)) pause = me.lastPause;
  if (pause) {
    $("pause").textContent = millis(pause.millis);
    $("pause-fact").textContent = ago(pause.endedAt) + ", seen by the canary";
  }
}

function row(message) {
  const item = element("li", "message");
  const name = [...message.author][0].toUpperCase();
  let hash = 0;
  for (let i = 0; i < message.author.length; i++) hash = (31 * hash + message.author.charCodeAt(i)) | 0;
  item.append(element("span", "seal tone-" + ((hash % TONES) + TONES) % TONES, name));
  const text = element("div"), who = element("p", "who"), at = new Date(message.postedAt);
  const time = element("time", "", at.toLocaleString([], { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }));
  time.dateTime = message.postedAt;
  who.append(element("b", "", message.author), " ", time, " ", element("span", "", "by way of " + message.web));
  text.append(who, element("p", "body", message.body));
  item.append(text);
  return item;
}

async function read() {
  const list = await json("/api/messages").catch(() => null);
  $("reader").textContent = list ? list.database : "none";
  $("reader-took").textContent = list ? millis(list.tookMillis) : "–";
  $("behind").textContent = list && list.behindMillis !== undefined ? millis(list.behindMillis) : "–";
  if (list) $("messages").replaceChildren(...list.items.map(row));
}

function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  const hex = [...b].map(x => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// One id for all attempts: a message is stored once even if a web server dies between storing and answering.
async function send(form) {
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const headers = { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": uuid() };
  const begin = performance.now();
  for (;;) {
    const answer = await fetch("/messages", { method: "POST", headers, body }).catch(() => null);
    if (answer && answer.status === 201) return { ...(await answer.json()), whole: performance.now() - begin };
    if (answer && answer.status === 400) throw new Error((await answer.json()).detail);
    if (performance.now() - begin > GIVE_UP_AFTER_MS) throw new Error("No database took the message in time. Nothing was stored twice; try again.");
    await new Promise(done => setTimeout(done, 200));
  }
}

$("form").addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target, button = form.querySelector("button");
  button.disabled = true;
  $("said").className = "";
  $("said").textContent = "Waiting for the database…";
  try {
    const done = await send(form);
    $("said").textContent = `Stored by ${done.database} through ${done.web} in ${millis(done.whole)}`
      + (done.attempts > 1 ? `, after ${done.attempts} attempts.` : ".");
    form.elements.body.value = "";
    await read();
  } catch (failure) {
    $("said").className = "bad";
    $("said").textContent = failure.message;
  } finally {
    button.disabled = false;
  }
});

// A page that nobody looks at asks nothing.
(async function watch() {
  for (;;) {
    if (!document.hidden) await Promise.all([who(), read()]);
    await new Promise(done => setTimeout(done, EVERY_MS));
  }
})();
