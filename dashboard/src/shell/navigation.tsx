import "./navigation.css";
import { Link, useLocation } from "wouter";
import { Icon } from "./icon.tsx";
import { VIEWS } from "./views.ts";

/** At the side; on a phone a row at the bottom that scrolls. */
export function Navigation() {
  const [location] = useLocation();
  return (
    <nav className="navigation" aria-label="Views">
      <ul>
        {VIEWS.map(({ path, name, icon }) => (
          <li key={path}>
            <Link href={path} aria-current={location === path ? "page" : undefined}>
              <Icon name={icon} />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
