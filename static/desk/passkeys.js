// Buttons for passkeys are there where the browser knows them; what goes wrong is said in the page.
const { failed } = document.currentScript.dataset;

for (const button of document.querySelectorAll("[data-passkey]")) {
  button.hidden = !window.PublicKeyCredential;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.getElementById("passkey-failed");
  note.textContent = failed;
  note.className = "errornote";
});
