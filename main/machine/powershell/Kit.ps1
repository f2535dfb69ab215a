# Kit.ps1: what the host kit does with the script that it stands behind.

# Writes the machine image beside the kit, under a name of its own, and says where.
function Save-ReconnectImage([string]$list, [string]$by, [string]$folder, $texts) {
    Write-Host $texts['reading']
    $time = [DateTime]::Now.ToString('yyyyMMdd-HHmmss', [Globalization.CultureInfo]::InvariantCulture)
    $path = Join-Path -Path $folder -ChildPath ($env:COMPUTERNAME + '-' + $time + '.json')
    $json = Read-Reconnect $list $by
    try {
        Set-Content -LiteralPath $path -Value $json -Encoding ASCII -ErrorAction Stop
        Write-Host ($texts['written'] + ' ' + $path)
        return 0
    }
    catch {
        # Half a file is worse than none.
        Remove-Item -LiteralPath $path -Force -ErrorAction SilentlyContinue
        Write-Host ($texts['failed'] + ' ' + $path)
        return 2
    }
}
