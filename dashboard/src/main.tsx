import "./without-eval.ts";
import "@fontsource-variable/inter/wght.css";
import "./theme/tokens.css";
import "./theme/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { loadConfig } from "./config/load-config.ts";
import { StartFailure } from "./shell/start-failure.tsx";
import { applyTheme, currentTheme } from "./theme/theme.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("the page has no place for the app");
const root = createRoot(place);

try {
  applyTheme(currentTheme());
  root.render(<App config={await loadConfig()} />);
} catch (error) {
  root.render(<StartFailure error={error} />);
}
