import "./list.css";
import type { ReactNode } from "react";

export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface ListItemProps {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
}

/** A line of a list: what it is, more about it, what can be done. */
export function ListItem({ title, text, actions }: ListItemProps) {
  return (
    <li className="list-item">
      <div>
        <p className="list-title">{title}</p>
        {text !== undefined && <p className="small soft">{text}</p>}
      </div>
      {actions}
    </li>
  );
}
