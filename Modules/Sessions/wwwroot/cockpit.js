// The cockpit: its parts, its forms and its keys; which panels one wants to see, whether the clock is heard; the offer to
// undo goes when its time is over.
import "/_content/Conference.Shared/parts.js";
import "/_content/Conference.Shared/acts.js";
import "./vote.js";
import "/_content/Conference.Shared/shortcuts.js";
import "./people.js";
import "./slide.js";
import { serverNow } from "/_content/Conference.Shared/clock.js";

const kept = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* this browser keeps nothing */ } },
};

function undoing() {
  for (const snack of document.querySelectorAll("[data-undo-until]")) {
    const left = Math.ceil((Number(snack.dataset.undoUntil) - serverNow()) / 1000);
    snack.hidden = left <= 0;
    const shown = snack.querySelector("[data-undo-left]");
    if (shown && left > 0) shown.textContent = `${left}s`;
  }
}
setInterval(undoing, 250);
document.addEventListener("renewed", undoing);
undoing();

// A button that was clicked does not keep the space bar for itself: that is for the clock.
addEventListener("click", event => { if (event.detail > 0) event.target.closest("button[data-shortcut], .acts button")?.blur(); });

// ---- Panels: each person hides what they do not need, and finds it so again.

const menu = document.querySelector("[data-panels]");
if (menu) {
  const key = `conference.panels.${menu.dataset.panels}`, list = menu.querySelector("[data-panel-list]");
  const hidden = new Set((kept.get(key) ?? "").split(" ").filter(Boolean));
  const panels = () => [...document.querySelectorAll("[data-cockpit] .part")];
  const nameOf = panel => [...panel.classList].find(c => c.startsWith("part-"));
  const titleOf = panel => panel.querySelector("h2")?.firstChild?.textContent.replace(/ · \d*$/, "").trim();

  const apply = () => { for (const panel of panels()) panel.hidden = hidden.has(nameOf(panel)); };

  // Made when it is opened: what a panel is called can change with what it shows.
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    list.replaceChildren(...panels().filter(titleOf).map(panel => {
      const label = document.createElement("label"), box = document.createElement("input");
      label.className = "check";
      box.type = "checkbox";
      box.checked = !hidden.has(nameOf(panel));
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(nameOf(panel)); else hidden.add(nameOf(panel));
        kept.set(key, [...hidden].join(" "));
        apply();
      });
      label.append(box, titleOf(panel));
      return label;
    }));
  });
  menu.hidden = false;
  document.addEventListener("renewed", apply);
  apply();
}

// ---- Sound: a short tone when the warning begins, a longer one when time is up.

const sound = document.querySelector("[data-sound]");
if (sound && "AudioContext" in window) {
  const key = `conference.sound.${sound.dataset.sound}`;
  let audio = null;
  const isOn = () => sound.getAttribute("aria-pressed") === "true";
  const set = on => sound.setAttribute("aria-pressed", String(on));

  const beep = (pitch, seconds) => {
    audio ??= new AudioContext();
    const tone = audio.createOscillator(), volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + seconds);
  };

  sound.addEventListener("click", () => {
    set(!isOn());
    kept.set(key, isOn() ? "on" : "");
    if (isOn()) beep(880, 0.15);
  });
  document.addEventListener("clock", event => {
    if (!isOn() || event.target.dataset.beep === undefined) return;
    if (event.detail === "near") beep(880, 0.2);
    if (event.detail === "over") beep(440, 0.8);
  });
  set(kept.get(key) === "on");
  sound.hidden = false;
}
