import './shelf.css'

export { Notifications, notifications } from '@mantine/notifications'
