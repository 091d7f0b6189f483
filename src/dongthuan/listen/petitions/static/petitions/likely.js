// While the desk types, ask which cases look the same. Without this script they are shown on saving.
(() => {
  const form = document.getElementById("take-in"), box = document.getElementById("likely");
  if (!form || !box) return;
  let waiting = 0, running = null;
  async function ask() {
    if (running) running.abort();
    running = new AbortController();
    const body = new URLSearchParams();
    // Of a denunciation only who sends it goes out, to be compared inside the vault; what it says is compared nowhere.
    const sealed = form.elements.denunciation.checked;
    const asked = sealed ? ["full_name", "phone", "id_number"] : ["full_name", "phone", "against", "content"];
    if (sealed) body.append("denunciation", "on");
    for (const name of ["csrfmiddlewaretoken", ...asked]) body.append(name, form.elements[name].value);
    try {
      const answer = await fetch(form.dataset.likely, { method: "POST", body, signal: running.signal });
      if (answer.ok) box.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") box.replaceChildren();
    }
  }
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 400); });
})();
