// Light or dark as the reader chose, else as the device is set.
// This alone runs before anything is painted, so that the choice doesn't flash.

const html = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try {
    return localStorage.getItem("look");
  } catch {
    return null; // storage may be forbidden
  }
}

function remember(look) {
  try {
    if (look) localStorage.setItem("look", look);
    else localStorage.removeItem("look");
  } catch {
    // then it holds for this page alone
  }
}

function wear(look) {
  if (look) html.dataset.look = look;
  else delete html.dataset.look;
}

const isDark = () => (html.dataset.look ? html.dataset.look === "dark" : dark.matches);
wear(remembered());
