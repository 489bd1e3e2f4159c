import { Course, type CourseProps } from './Course.tsx'
import type { Promised } from './promise.ts'
import { useSaid } from './useSaid.ts'

export type NotedCourseProps = CourseProps & { promised: Promised }

/** The course of a measure that the plan promises, with what was said of it as numbered marks. */
export default function NotedCourse({ promised, ...props }: NotedCourseProps) {
  return <Course {...props} pins={useSaid(promised, props.span)} />
}
