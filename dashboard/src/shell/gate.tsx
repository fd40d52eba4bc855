import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { useSessionState } from "../session/session-context.ts";
import { WelcomePage } from "../pages/welcome/welcome-page.tsx";
import { ADDRESS_ROUTE } from "./views.ts";
import { Skeleton } from "../ui/skeleton.tsx";

const SignedIn = lazy(() => import("./signed-in.tsx"));

const PublicPage = lazy(() => import("../pages/address/public-page.tsx"));

/** What is public is there for everybody; before the sign-in there is one page besides. */
export function Gate() {
  const { session } = useSessionState();
  return (
    <Suspense fallback={<Skeleton />}>
      {session === undefined ? (
        <Switch>
          <Route path={ADDRESS_ROUTE} component={PublicPage} />
          <Route component={WelcomePage} />
        </Switch>
      ) : (
        <SignedIn />
      )}
    </Suspense>
  );
}
