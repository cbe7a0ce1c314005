/** What this phone remembers between visits; one JSON value per name. */
export function recall<T>(name: string, otherwise: T): T {
  const text = uni.getStorageSync('linli.' + name) as string
  if (!text) return otherwise
  try {
    return JSON.parse(text) as T
  } catch {
    uni.removeStorageSync('linli.' + name)
    return otherwise
  }
}

export function remember(name: string, value: unknown): void {
  if (value === null || value === undefined) uni.removeStorageSync('linli.' + name)
  else uni.setStorageSync('linli.' + name, JSON.stringify(value))
}

/** A UUIDv7: things the client makes are named by the client, so that asking twice is asking once. */
export function newId(): string {
  const bytes = new Uint8Array(16)
  if (typeof crypto !== 'undefined' && crypto.getRandomValues) crypto.getRandomValues(bytes)
  else for (let i = 0; i < 16; i++) bytes[i] = Math.floor(Math.random() * 256)
  let ms = Date.now()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (b) => (b < 16 ? '0' : '') + b.toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
