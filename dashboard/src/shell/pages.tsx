import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { DataPage } from "../pages/data/data-page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NotFound } from "./not-found.tsx";
import { ADDRESS_ROUTE } from "./views.ts";

const AccessPage = lazy(() => import("../pages/access/access-page.tsx"));
const SharedPage = lazy(() => import("../pages/shared/shared-page.tsx"));
const RequestsPage = lazy(() => import("../pages/requests/requests-page.tsx"));
const ActivityPage = lazy(() => import("../pages/activity/activity-page.tsx"));
const WalletsPage = lazy(() => import("../pages/wallets/wallets-page.tsx"));
const AddressPage = lazy(() => import("../pages/address/address-page.tsx"));
const SecurityPage = lazy(() => import("../pages/security/security-page.tsx"));

export function Pages() {
  return (
    <Suspense fallback={<Skeleton />}>
      <Switch>
        <Route path="/" component={DataPage} />
        <Route path="/access" component={AccessPage} />
        <Route path="/shared" component={SharedPage} />
        <Route path="/requests" component={RequestsPage} />
        <Route path="/activity" component={ActivityPage} />
        <Route path="/wallets" component={WalletsPage} />
        <Route path="/security" component={SecurityPage} />
        <Route path={ADDRESS_ROUTE} component={AddressPage} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}
