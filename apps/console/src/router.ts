import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { loadMe, may } from './session'
import { uuid7 } from './uuid'
import type { ComputedRef } from 'vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** anyone may open it */
    open?: boolean
    /** who may open it; anybody signed in when absent */
    may?: ComputedRef<boolean>
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./pages/SignIn.vue'), meta: { open: true } },
  { path: '/desk', component: () => import('./pages/Desk.vue'), meta: { may: may.desk } },
  { path: '/supplier/:link', component: () => import('./pages/SupplierMonth.vue'), meta: { open: true } },
  { path: '/print/suppliers/:supplier', component: () => import('./pages/SupplierMonth.vue'), meta: { may: may.money } },
  { path: '/statement', component: () => import('./pages/SupplierMonth.vue'), meta: { may: may.supplies } },
  { path: '/print/earners/:earner', component: () => import('./pages/PrintEarner.vue'), meta: { may: may.money } },
  {
    path: '/print/purchase-orders/:id',
    component: () => import('./pages/PrintPurchase.vue'),
    meta: { may: may.buy },
  },
  { path: '/print/sorting/:campaign', component: () => import('./pages/PrintSorting.vue') },
  { path: '/print/prices/:campaign', component: () => import('./pages/PrintPrices.vue') },
  { path: '/print/labels/:campaign', component: () => import('./pages/PrintLabels.vue') },
  {
    path: '/print/consolidation/:campaign',
    component: () => import('./pages/PrintConsolidation.vue'),
    meta: { may: may.consolidate },
  },
  {
    path: '/',
    component: () => import('./pages/Shell.vue'),
    children: [
      { path: '', name: 'today', component: () => import('./pages/Today.vue') },
      { path: 'campaigns', component: () => import('./pages/Campaigns.vue'), meta: { may: may.campaigns } },
      {
        path: 'campaigns/templates',
        component: () => import('./pages/Templates.vue'),
        meta: { may: may.campaigns },
      },
      {
        path: 'campaigns/new',
        redirect: () => ({ path: `/campaigns/${uuid7()}/edit`, query: { new: '1' } }),
      },
      {
        path: 'campaigns/:id/edit',
        component: () => import('./pages/CampaignEdit.vue'),
        meta: { may: may.campaigns },
      },
      { path: 'campaigns/:id/chain', component: () => import('./pages/Chain.vue'), meta: { may: may.campaigns } },
      { path: 'campaigns/:id', component: () => import('./pages/CampaignView.vue'), meta: { may: may.campaigns } },
      { path: 'gifts', component: () => import('./pages/Gifts.vue'), meta: { may: may.gifts } },
      { path: 'reviews', component: () => import('./pages/Reviews.vue'), meta: { may: may.coupons } },
      { path: 'coupons', component: () => import('./pages/Coupons.vue'), meta: { may: may.coupons } },
      { path: 'orders', component: () => import('./pages/Orders.vue'), meta: { may: may.orders } },
      {
        path: 'orders/:id',
        redirect: (to) => ({ path: '/orders', query: { order: String(to.params.id) } }),
      },
      { path: 'catalogue', component: () => import('./pages/Catalogue.vue'), meta: { may: may.catalogue } },
      { path: 'catalogue/import', component: () => import('./pages/Import.vue'), meta: { may: may.catalogue } },
      { path: 'suppliers', component: () => import('./pages/Suppliers.vue'), meta: { may: may.catalogue } },
      { path: 'stock', component: () => import('./pages/Stock.vue'), meta: { may: may.catalogue } },
      {
        path: 'consolidation',
        component: () => import('./pages/Consolidation.vue'),
        meta: { may: may.consolidate },
      },
      { path: 'purchases', component: () => import('./pages/Purchases.vue'), meta: { may: may.buy } },
      { path: 'purchases/:id', component: () => import('./pages/Purchase.vue'), meta: { may: may.buy } },
      { path: 'sorting', component: () => import('./pages/Sorting.vue'), meta: { may: may.sort } },
      { path: 'money', component: () => import('./pages/Money.vue'), meta: { may: may.money } },
      { path: 'money/reconciliation', component: () => import('./pages/Reconciliation.vue'), meta: { may: may.money } },
      { path: 'money/month', component: () => import('./pages/ShopMonth.vue'), meta: { may: may.money } },
      { path: 'money/statements', component: () => import('./pages/Statements.vue'), meta: { may: may.statements } },
      { path: 'money/balance', component: () => import('./pages/Balance.vue'), meta: { may: may.money } },
      { path: 'money/points', component: () => import('./pages/PointsOwed.vue'), meta: { may: may.money } },
      { path: 'money/suppliers', component: () => import('./pages/Payables.vue'), meta: { may: may.money } },
      { path: 'money/earners', component: () => import('./pages/Earners.vue'), meta: { may: may.money } },
      { path: 'money/rules', component: () => import('./pages/CommissionRules.vue'), meta: { may: may.money } },
      { path: 'money/tax', component: () => import('./pages/Tax.vue'), meta: { may: may.money } },
      { path: 'money/withdrawals', component: () => import('./pages/Withdrawals.vue'), meta: { may: may.money } },
      { path: 'people', component: () => import('./pages/People.vue'), meta: { may: may.people } },
      { path: 'households', component: () => import('./pages/Households.vue'), meta: { may: may.households } },
      { path: 'memberships', component: () => import('./pages/Memberships.vue'), meta: { may: may.coupons } },
      { path: 'audit', component: () => import('./pages/Audit.vue'), meta: { may: may.audit } },
      { path: 'settings', component: () => import('./pages/Settings.vue') },
      { path: ':rest(.*)*', component: () => import('./pages/Lost.vue') },
    ],
  },
]

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  if (!(await loadMe())) return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  // a supplier has no first screen of the shop, but own orders to read
  if (to.path === '/' && !may.today.value) return { path: may.buy.value ? '/purchases' : '/settings' }
  if (to.meta.may && !to.meta.may.value) return { path: '/' }
  return true
})
