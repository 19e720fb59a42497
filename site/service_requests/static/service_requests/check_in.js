// 扫码签到：二维码里的网址把号码写在 # 后面，只留在这部手机上；填进框里就从地址栏去掉。
const form = document.querySelector("form[data-check-in]");
const scanned = location.hash.slice(1);
if (form && /^[0-9A-Za-z]{10}$/.test(scanned)) {
  form.elements.reference.value = scanned.toUpperCase();
  history.replaceState(null, "", location.pathname);
  form.querySelector("button").focus();
}
