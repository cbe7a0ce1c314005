import { ref } from 'vue'
import { api } from './api'
import { signedIn } from './session'
import type { Message, Page } from './types'

export const unread = ref(0)

export async function countUnread() {
  unread.value = signedIn.value ? (await api.get<Page<Message>>('/me/messages?take=30')).items.filter((m) => !m.read).length : 0
}
