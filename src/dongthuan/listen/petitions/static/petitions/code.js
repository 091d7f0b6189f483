// The QR of a receipt carries the code behind the "#", which no server sees: put it into the field and out of the address.
(() => {
  const field = document.querySelector("input[name=code]"), code = decodeURIComponent(location.hash.slice(1));
  if (!field || !code || code === "main") return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
  field.focus();
})();
