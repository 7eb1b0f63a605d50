import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useSession } from '../../api/session.ts'
import { Fact, Facts } from '../../parts/Fact.tsx'
import { Part, Parts } from '../../parts/Page.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { roleTitle } from './roles.ts'

/** Who one is, one's password, and how the console looks. */
export function OwnAccount() {
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Parts>
      <Part title="Signed in">
        <Facts>
          <Fact name="Name" value={session?.name} />
          <Fact name="Role" value={session === undefined ? undefined : roleTitle(session.role)} />
          <Fact name="May" value={session?.permissions.join(', ')} />
        </Facts>
      </Part>
      <Part title="Look">
        <SegmentedControl
          aria-label="Look"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Part>
      <Part title="Change password">
        <PasswordForm />
      </Part>
    </Parts>
  )
}
