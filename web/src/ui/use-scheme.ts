import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { RunTarget } from '../../../src/contract/run.ts';
import { targetLooks, type Scheme, type TargetLook } from '../../../src/view/target-look.ts';

export function useScheme(): Scheme {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}

export function useTargetLooks(targets: RunTarget[]): Map<string, TargetLook> {
  const scheme = useScheme();
  return useMemo(() => targetLooks(targets, scheme), [targets, scheme]);
}
