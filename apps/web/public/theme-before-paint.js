// Sets the colour scheme before the first paint, so that a dark room stays dark. A file of its own, because the
// content security policy allows no inline script. The only thing kept in the browser is this choice.
(() => {
  let choice = 'auto';
  try {
    choice = localStorage.getItem('chartwarden-theme') ?? 'auto';
  } catch {
    // Storage may be switched off; the system's own choice is used.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
