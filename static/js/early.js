// Runs before the first paint: controls that need JavaScript may show themselves, and a page that was kept for later
// wears the theme that is chosen now.
document.documentElement.classList.add("has-js");
const chosenTheme = document.cookie.match(/(?:^|; )theme=(light|dark)/);
if (chosenTheme) document.documentElement.dataset.theme = chosenTheme[1];
