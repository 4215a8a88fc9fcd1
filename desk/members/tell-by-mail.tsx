/** Whether the member hears of it. In the form's data it is `tells`, which isn't there once the box is empty. */
export function TellByMail() {
  return (
    <p>
      <label className="choice">
        <input type="checkbox" name="tells" defaultChecked /> Tell them by mail
      </label>
    </p>
  )
}
