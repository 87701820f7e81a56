// Scripts of other hosts: statistics, advertisements. Those that need a reader's consent wait for it.
{
  const services = JSON.parse(document.currentScript.dataset.services);
  const asked = services.filter((service) => service.consent);
  const subject = asked.map((service) => service.src).join(" "); // another one is asked for anew
  const banner = document.querySelector("[data-consent]");
  const opener = document.querySelector("[data-consent-open]");
  let isLoaded = false;
  let isOpened = false; // by the link in the footer

  function load(service) {
    for (const [name, calls] of Object.entries(service.queue)) (window[name] ??= []).push(...calls);
    for (const [name, slots] of Object.entries(service.slots)) {
      for (const _ of document.querySelectorAll(slots)) (window[name] ??= []).push({});
    }
    const script = document.createElement("script");
    for (const [name, value] of Object.entries(service.data)) script.setAttribute(`data-${name}`, value);
    script.async = true;
    script.src = service.src;
    document.head.append(script);
  }

  function loadAsked() {
    if (!isLoaded) asked.forEach(load);
    isLoaded = true;
  }

  // "yes", "no", or nothing as long as a reader hasn't chosen.
  function chosen() {
    try {
      const [choice, ...about] = (localStorage.getItem("consent") ?? "").split(" ");
      return about.join(" ") === subject ? choice : "";
    } catch {
      return ""; // storage may be forbidden
    }
  }

  function choose(choice) {
    try {
      localStorage.setItem("consent", `${choice} ${subject}`);
    } catch {
      // then it holds for this page alone
    }
    banner.hidden = true;
    if (isOpened) opener.focus();
    isOpened = false;
    if (choice === "yes") loadAsked();
    else if (isLoaded) location.reload(); // what was loaded can't be taken back otherwise
  }

  services.filter((service) => !service.consent).forEach(load);
  if (banner) {
    for (const button of banner.querySelectorAll("button")) {
      button.addEventListener("click", () => choose(button.value));
    }
    if (opener) {
      opener.hidden = false;
      opener.addEventListener("click", () => {
        isOpened = true;
        banner.hidden = false;
        banner.focus();
      });
    }
    if (chosen() === "yes") loadAsked();
    else banner.hidden = chosen() === "no";
  }
}
