// Runs before the first paint: controls that need JavaScript may show themselves.
document.documentElement.classList.add("has-js");
