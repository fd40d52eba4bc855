import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { useSessionState } from "../session/session-context.ts";
import { WelcomePage } from "../pages/welcome/welcome-page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const SignedIn = lazy(() => import("./signed-in.tsx"));

const AddressPage = lazy(() => import("../pages/address/address-page.tsx"));

/** What is public is there for everybody; before the sign-in there is one page besides. */
export function Gate() {
  const { session } = useSessionState();
  return (
    <Suspense fallback={<Skeleton />}>
      <Switch>
        <Route path="/address/:account?" component={AddressPage} />
        <Route>{session === undefined ? <WelcomePage /> : <SignedIn />}</Route>
      </Switch>
    </Suspense>
  );
}
