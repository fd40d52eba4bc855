import { useState } from "react";
import { chooseTheme, currentTheme } from "../theme/theme.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "./icon.tsx";

export function ThemeSwitch() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === "dark" ? "light" : "dark";
  const change = (): void => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <Button look="quiet" onClick={change} aria-label={`Change to ${other} colors`}>
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </Button>
  );
}
