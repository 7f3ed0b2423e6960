import { describe, expect, test } from 'vitest';
import { breadcrumbs, pageAt, sideItems } from '../../renderer/app/navigation.ts';
import { FIRST_PAGE, NAV_GROUPS, PAGES } from '../../renderer/app/pages.ts';
import { paths } from '../../renderer/common/paths.ts';

describe('the list of pages', () => {
  test.each(PAGES)('$path has a title, help, and a group or a page before it', (page) => {
    expect(page.title).toMatch(/^\S.*\S$/);
    expect(page.path).toMatch(/^(\/(\$?[A-Za-z-]+))+$/);
    expect(page.help.length).toBeGreaterThan(0);
    if (page.nav === undefined) expect(PAGES.map(({ path }) => path)).toContain(page.parent);
    else expect(NAV_GROUPS).toContain(page.nav);
  });

  test('no address and no title is given twice', () => {
    expect(new Set(PAGES.map(({ path }) => path)).size).toBe(PAGES.length);
    expect(new Set(PAGES.map(({ title }) => title)).size).toBe(PAGES.length);
  });

  test.each(Object.entries(paths))('the address of %s leads to a page', (_name, make) => {
    const path = (make as (id: string) => string)('i-0a1b2c3d4e5f60718');
    expect(pageAt(path), path).toBeDefined();
  });

  test('an unknown address leads nowhere', () => {
    for (const path of ['/', '/nowhere', '/instances/i-1', '/instances/i-1/create-image/more']) {
      expect(pageAt(path), path).toBeUndefined();
    }
  });

  test('the breadcrumbs go through the page before', () => {
    const page = pageAt(paths.createImage('i-0a1b2c3d4e5f60718'));
    expect(page && breadcrumbs(page).map(({ text }) => text)).toEqual(['Instances', 'Create image']);
    expect(pageAt(FIRST_PAGE)?.title).toBe('Instances');
  });

  test('the side navigation lists every page that has a group, and the practice cloud only there', () => {
    const shown = (practice: boolean) => JSON.stringify(sideItems(practice));
    for (const page of PAGES.filter(({ nav }) => nav !== undefined)) expect(shown(true)).toContain(`"#${page.path}"`);
    expect(shown(false)).not.toContain(paths.practice());
    expect(shown(true)).not.toContain('$');
  });
});
