import { useRouter } from '@tanstack/react-router'
import { forget } from '../../api/session.ts'
import { PasswordForm } from '../settings/PasswordForm.tsx'
import { Entrance } from './Entrance.tsx'

/** Somebody else chose the password; before anything else, the person chooses one that nobody else knows. */
export function FirstPassword() {
  const router = useRouter()
  const begin = (): void => {
    forget()
    void router.invalidate()
  }
  return (
    <Entrance title="Choose your own password">
      <p>Whoever added you knows the one you have.</p>
      <PasswordForm onDone={begin} />
    </Entrance>
  )
}
