import { createRouter, createWebHashHistory } from 'vue-router'
import { forgetUnsavedChanges, hasUnsavedChanges } from './composables/use-draft'
import { useConfirm } from './composables/use-confirm'
import { i18n } from './locales'

/** The screens of the open console; each is loaded when first shown. Settings and Activity have their part in the path. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'overview', component: () => import('./screens/overview/OverviewScreen.vue') },
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
      path: '/activity/:tab(feed|audit)?',
      name: 'activity',
      component: () => import('./screens/activity/ActivityScreen.vue'),
    },
    { path: '/settings/:section?', name: 'settings', component: () => import('./screens/settings/SettingsScreen.vue') },
    { path: '/:elsewhere(.*)*', redirect: { name: 'overview' } },
  ],
})

/** Asks before unsaved changes are left behind; true when the operator goes on. */
export async function mayLeave(): Promise<boolean> {
  if (!hasUnsavedChanges()) return true
  const { t } = i18n.global
  const leave = await useConfirm()({
    title: t('common.unsaved.title'),
    text: t('common.unsaved.text'),
    confirm: t('common.unsaved.leave'),
    cancel: t('common.unsaved.stay'),
    destructive: true,
  })
  if (leave) forgetUnsavedChanges()
  return leave
}

router.beforeEach(async (to, from) => {
  // A changed query alone (a filter, a profile drawer) leaves nothing.
  if (to.path === from.path) return true
  return mayLeave()
})
