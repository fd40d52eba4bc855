import "./page-header.css";
import type { ReactNode } from "react";

export function PageHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  return (
    <header className="page-header">
      <div className="stack-s">
        <h1>{title}</h1>
        <p className="soft">{lead}</p>
      </div>
      {actions}
    </header>
  );
}
