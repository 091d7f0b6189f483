// What a person types survives a lost connection in this tab, and nowhere else: it is erased on sending and on leaving.
// The form of a denunciation never carries data-keep, so nothing of one is ever kept in a browser.
(() => {
  const form = document.querySelector("form[data-keep]"), done = document.querySelector("[data-sent]");
  const key = form ? "dt-keep-" + form.dataset.keep : "";
  const wipe = () => Object.keys(sessionStorage).filter((k) => k.startsWith("dt-keep-")).forEach((k) => sessionStorage.removeItem(k));
  if (done || !form) { wipe(); return; }
  const fields = () => [...form.elements].filter((e) => e.name && e.name !== "csrfmiddlewaretoken" && !["file", "submit", "button"].includes(e.type));
  const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  if (!form.querySelector(".field--error")) for (const field of fields()) {
    if (!(field.name in kept)) continue;
    if (field.type === "radio") field.checked = field.value === kept[field.name];
    else if (field.type === "checkbox") field.checked = kept[field.name];
    else field.value = kept[field.name];
    if (field.value && kept[field.name] && field.closest("details")) field.closest("details").open = true;
  }
  form.addEventListener("input", () => {
    const values = {};
    for (const field of fields()) {
      if (field.type === "radio" && !field.checked) continue;
      values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
    sessionStorage.setItem(key, JSON.stringify(values));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.hash && !event.defaultPrevented) wipe();
  });
})();
