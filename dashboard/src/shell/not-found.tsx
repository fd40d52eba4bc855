import { Link } from "wouter";
import { EmptyState } from "../ui/empty-state.tsx";

export function NotFound() {
  return (
    <EmptyState
      title="There is no such page"
      text="The address may be mistyped."
      action={<Link href="/">Go to my data</Link>}
    />
  );
}
