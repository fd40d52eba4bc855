import { lazy, Suspense } from "react";
import { useSessionState } from "../session/session-context.ts";
import { WelcomePage } from "../pages/welcome/welcome-page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const SignedIn = lazy(() => import("./signed-in.tsx"));

/** Before the sign-in there is one page; what comes after is fetched meanwhile. */
export function Gate() {
  const { session } = useSessionState();
  if (session === undefined) return <WelcomePage />;
  return (
    <Suspense fallback={<Skeleton />}>
      <SignedIn />
    </Suspense>
  );
}
