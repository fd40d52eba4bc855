import "./navigation.css";
import { Link } from "wouter";
import { Icon } from "./icon.tsx";
import { VIEWS } from "./views.ts";

/** At the side; on a phone a row at the bottom that scrolls. */
export function Navigation() {
  return (
    <nav className="navigation" aria-label="Views">
      <ul>
        {VIEWS.map(({ path, name, icon }) => (
          <li key={path}>
            <Link
              href={path}
              className={(active) => (active ? "navigation-here" : "")}
              aria-current={undefined}
            >
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
