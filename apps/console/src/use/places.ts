import { computed } from 'vue'
import type { Neighbourhood, Person, PickupPoint, Supplier } from '../types'
import { me } from '../session'
import { useLoad } from './load'
import { all } from './pages'

export function usePlaces() {
  const neighbourhoods = useLoad(() => all<Neighbourhood>('/neighbourhoods'))
  const points = useLoad(() => all<PickupPoint>('/pickup-points'))
  const names = computed(() => {
    const map = new Map<string, string>()
    for (const n of neighbourhoods.data.value ?? []) {
      map.set(n.id, n.name)
      for (const b of n.buildings) map.set(b.id, b.name)
    }
    for (const p of points.data.value ?? []) map.set(p.id, p.name)
    return map
  })
  /** an order and a bag say the building by its id */
  const building = (b: string): string => names.value.get(b) ?? (/^[0-9a-f-]{36}$/.test(b) ? '' : b)
  return { neighbourhoods, points, names, building }
}

/** The leaders a campaign may be given to; a leader knows only the own name. */
export const leadersToChoose = async (mayList: boolean): Promise<{ id: string; name: string }[]> => {
  if (!mayList) return me.value ? [{ id: me.value.id, name: me.value.name }] : []
  const people = await all<Person>('/people', { role: 'leader' })
  return people.filter((p) => p.active)
}
export const suppliersToChoose = (): Promise<Supplier[]> => all<Supplier>('/suppliers')
