/* The ceremony of a passkey: the only thing here that needs a script. Without one, the password and a code do.
   A button says what it does: data-passkey="add | use | login". The options stand in #passkey-options, or, for signing
   in, at the address of its form. mfa/js/webauthn-json.js turns the browser's buffers into JSON and back. */
"use strict";
(() => {
  const json = window.webauthnJSON;
  const options = () => JSON.parse(document.getElementById("passkey-options").textContent);

  async function add(form) {
    const wanted = options().creation_options;
    const choice = wanted.publicKey.authenticatorSelection;
    const alone = form.elements.passwordless;
    if (choice && alone) {
      choice.residentKey = alone.checked ? "required" : "discouraged";
      choice.requireResidentKey = alone.checked;
      if (alone.checked) choice.userVerification = "required";
    }
    return json.create(wanted);
  }

  async function login(form) {
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(form.action, { headers });
    if (!answer.ok) throw new Error(String(answer.status));
    return json.get((await answer.json()).request_options);
  }

  const ceremonies = { add, login, use: async () => json.get(options().request_options) };

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const form = button.form;
    const failed = document.getElementById("passkey-failed");
    if (!json || !json.supported()) continue;
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (failed) failed.hidden = true;
      try {
        const credential = await ceremonies[button.dataset.passkey](form);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch {
        if (failed) failed.hidden = false;
      }
    });
  }
})();
