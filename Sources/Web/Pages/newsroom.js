// Additions to pages in browsers with scripts: search suggestions, copy buttons, and requests from the reference.

const language = document.documentElement.lang;

// Search suggestions: titles and names that match the typed words.
const field = document.querySelector("#q[list]");
if (field) {
  const list = document.getElementById("suggestions");
  let timer;
  let request;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 150);
  });

  async function suggest() {
    const words = field.value.match(/[\p{L}\p{N}]+/gu);
    request?.abort();
    if (!words || field.value.length < 2) return list.replaceChildren();
    request = new AbortController();
    const query = new URLSearchParams({ q: `${words.join(" ")}*`, pageSize: 8 });
    try {
      const answer = await fetch(`/search.json?${query}`, { signal: request.signal, credentials: "omit" });
      if (!answer.ok) return;
      const names = (await answer.json()).items.map((item) => inLanguage(item.title ?? item.name));
      list.replaceChildren(...[...new Set(names)].filter(Boolean).map((name) => new Option(name, name)));
    } catch {
      // Further typing aborts a request; without a network there are no suggestions.
    }
  }

  function inLanguage(text) {
    return typeof text === "object" ? text[language] ?? Object.values(text)[0] : text;
  }
}

// Buttons that copy a text, which may be fetched first.
for (const tools of document.querySelectorAll(".tools")) {
  const status = tools.querySelector("[role=status]");
  tools.querySelector(".buttons").hidden = false;
  tools.addEventListener("click", async ({ target }) => {
    const { copy, fetch: source, print } = target.dataset;
    if (print !== undefined) return window.print();
    if (!copy && !source) return;
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(copy ?? (await (await fetch(source)).text()));
      status.textContent = tools.dataset.copied;
    } catch {
      status.textContent = tools.dataset.failed;
    }
  });
}

// A form for each operation of the reference that sends a request.
const words = document.querySelector(".reference")?.dataset;
for (const operation of document.querySelectorAll(".operation")) {
  const { method, path, body, token } = operation.dataset;
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const row = (label, input) => make("p", {}, make("label", {}, label, " ", input));
  const inputs = [...operation.querySelectorAll("[data-in=path], [data-in=query]")].map(({ dataset }) =>
    make("input", { name: dataset.name, value: dataset.in === "path" ? dataset.example ?? "" : "" }),
  );
  const secret = token !== undefined && make("input", { type: "password", autocomplete: "off" });
  const content = body !== undefined && make("textarea", { value: body, rows: 8, spellcheck: false });
  const output = make("pre", { tabIndex: 0, hidden: true });
  const form = make("form", { className: "try" }, ...inputs.map((input) => row(input.name, input)));
  if (secret) form.append(row(words.token, secret));
  if (content) form.append(row(words.body, content));
  form.append(make("button", {}, words.send), output);
  output.setAttribute("role", "status");
  operation.querySelector(".code").append(make("details", {}, make("summary", {}, words.try), form));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = new URLSearchParams();
    let target = path;
    for (const { name, value } of inputs) {
      if (path.includes(`{${name}}`)) target = target.replace(`{${name}}`, encodeURIComponent(value));
      else if (value) query.append(name, value);
    }
    const headers = { Accept: "application/json" };
    if (secret && secret.value) headers.Authorization = `Bearer ${secret.value}`;
    if (content) headers["Content-Type"] = "application/json";
    output.hidden = false;
    try {
      const options = { method, headers, body: content ? content.value : undefined, credentials: "omit" };
      const answer = await fetch(query.size ? `${target}?${query}` : target, options);
      let text = await answer.text();
      if (/json/.test(answer.headers.get("Content-Type"))) text = JSON.stringify(JSON.parse(text), null, 2);
      output.textContent = `${answer.status} ${answer.statusText}\n\n${text}`;
    } catch (fault) {
      output.textContent = fault;
    }
  });
}
