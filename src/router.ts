import { createRouter, createWebHashHistory } from 'vue-router'
import { mayLeave } from './composables/may-leave'

/** The screens of the open console; each is loaded when first shown. Settings and Activity have their part in the path. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'overview', component: () => import('./screens/overview/OverviewScreen.vue') },
    {
      path: '/today',
      name: 'today',
      component: () => import('./screens/today/TodayScreen.vue'),
      meta: { place: 'overview' },
    },
    { path: '/employees', name: 'employees', component: () => import('./screens/employees/EmployeesScreen.vue') },
    {
      path: '/employees/import',
      name: 'import',
      component: () => import('./screens/import/ImportScreen.vue'),
      props: { mode: 'import' },
      meta: { place: 'employees' },
    },
    {
      path: '/employees/reconcile',
      name: 'reconcile',
      component: () => import('./screens/import/ImportScreen.vue'),
      props: { mode: 'reconcile' },
      meta: { place: 'employees' },
    },
    { path: '/structure', name: 'structure', component: () => import('./screens/structure/StructureScreen.vue') },
    { path: '/workgroups', name: 'workgroups', component: () => import('./screens/workgroups/WorkgroupsScreen.vue') },
    { path: '/messages', name: 'messages', component: () => import('./screens/messages/MessagesScreen.vue') },
    {
      path: '/sheets/:tab(print|desk|passwords|approval)?',
      name: 'sheets',
      component: () => import('./screens/sheets/SheetsScreen.vue'),
    },
    {
      path: '/activity/:tab(feed|audit)?',
      name: 'activity',
      component: () => import('./screens/activity/ActivityScreen.vue'),
    },
    { path: '/settings/:section?', name: 'settings', component: () => import('./screens/settings/SettingsScreen.vue') },
    { path: '/:elsewhere(.*)*', redirect: { name: 'overview' } },
  ],
})

router.beforeEach(async (to, from) => {
  // A changed query alone (a filter, a profile drawer) leaves nothing.
  if (to.path === from.path) return true
  return mayLeave()
})
