export function CreateImageWizard() {
  return null;
}
