import "./page-header.css";
import { type ReactNode, useEffect } from "react";

export function PageHeader({ title, lead, actions }: { title: string; lead: string; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · idOS`;
  }, [title]);
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
